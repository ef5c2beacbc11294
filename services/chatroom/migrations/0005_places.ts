import { type Kysely, sql } from 'kysely'

/** Pictures of messages that are being said, or wait for them. A message is named by its author and clientId before it has a number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists places (
    photo_id char(36) character set ascii collate ascii_bin not null,
    room_id char(36) character set ascii collate ascii_bin not null,
    author_id char(36) character set ascii collate ascii_bin not null,
    client_id char(36) character set ascii collate ascii_bin not null,
    created_at datetime(3) not null,
    primary key (author_id, room_id, client_id, photo_id),
    key places_room (room_id),
    key places_created (created_at)
  )`.execute(db)
  await sql`grant select on places to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists places`.execute(db)
}
