import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists ended_sessions (
    session_id char(36) character set ascii collate ascii_bin not null primary key,
    profile_id char(36) character set ascii collate ascii_bin not null,
    ended_at datetime(3) not null,
    key ended_sessions_time (ended_at)
  )`.execute(db)
  await sql`grant select on ended_sessions to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists ended_sessions`.execute(db)
}
