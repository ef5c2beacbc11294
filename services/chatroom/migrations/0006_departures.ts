import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists departures (
    profile_id char(36) character set ascii collate ascii_bin not null primary key,
    since datetime(3) not null
  )`.execute(db)
  await sql`grant select on departures to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists departures`.execute(db)
}
