import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists closed_accounts (
    profile_id char(36) character set ascii collate ascii_bin not null primary key,
    closed_at datetime(3) not null
  )`.execute(db)
  await sql`grant select on closed_accounts to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists closed_accounts`.execute(db)
}
