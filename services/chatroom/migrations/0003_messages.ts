import { type Kysely, sql } from 'kysely'

/**
 * The primary key is the order of a room; the unique key makes a retry the same message. It begins with the author, so that
 * nobody looks for a room's newest message in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists messages (
    room_id char(36) character set ascii collate ascii_bin not null,
    seq bigint unsigned not null,
    author_id char(36) character set ascii collate ascii_bin not null,
    client_id char(36) character set ascii collate ascii_bin not null,
    text text not null,
    photos json not null,
    sent_at datetime(3) not null,
    edited_at datetime(3) null,
    deleted_at datetime(3) null,
    primary key (room_id, seq),
    unique key messages_once (author_id, room_id, client_id)
  ) character set utf8mb4 collate utf8mb4_bin`.execute(db)
  await sql`grant select on messages to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists messages`.execute(db)
}
