import { type Kysely, sql } from 'kysely'

/** Pictures that messages wait for. The message is named by its author and clientId, for it may not be said yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists places (
    photo_id char(36) character set ascii collate ascii_bin not null primary key,
    room_id char(36) character set ascii collate ascii_bin not null,
    author_id char(36) character set ascii collate ascii_bin not null,
    client_id char(36) character set ascii collate ascii_bin not null,
    created_at datetime(3) not null,
    key places_room (room_id),
    key places_created (created_at)
  )`.execute(db)
  await sql`grant select on places to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists places`.execute(db)
}
