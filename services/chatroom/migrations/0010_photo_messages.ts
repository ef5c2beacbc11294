import { type Kysely, sql } from 'kysely'

/**
 * Which messages have pictures, so that a page of pictures is one range scan, and months are counted without reading a message.
 * A table of its own, not a key of messages, in which those without pictures would have to stand too.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists photo_messages (
    room_id char(36) character set ascii collate ascii_bin not null,
    seq bigint unsigned not null,
    photo_count smallint unsigned not null,
    sent_at datetime(3) not null,
    primary key (room_id, seq)
  )`.execute(db)
  await sql`grant select on photo_messages to 'snug_reader'@'%'`.execute(db)
  await sql`insert ignore into photo_messages (room_id, seq, photo_count, sent_at)
    select room_id, seq, json_length(photos), sent_at from messages where json_length(photos) > 0`.execute(db)
  await dropFormerKey(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists photo_messages`.execute(db)
}

/** Migration 7 used to derive the same in columns of messages. */
async function dropFormerKey(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = 'messages' and column_name = 'photos_in'`.execute(db)
  if (rows.length > 0)
    await sql`alter table messages drop key messages_with_photos, drop column photos_in, drop column photo_count`.execute(
      db,
    )
}
