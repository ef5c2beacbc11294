import { type Kysely, sql } from 'kysely'

/** One picture at most beside a name; its id is new with each picture. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists avatars (
    owner_id char(36) character set ascii collate ascii_bin not null primary key,
    id char(36) character set ascii collate ascii_bin not null,
    created_at datetime(3) not null,
    unique key avatars_id (id)
  )`.execute(db)
  await sql`grant select on avatars to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists avatars`.execute(db)
}
