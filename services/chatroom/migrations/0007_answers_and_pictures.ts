import { type Kysely, sql } from 'kysely'

/**
 * What a message answers, what people felt about it, and which messages have pictures. `photos_in` is the room of those that
 * have some, so that a page of pictures is one range scan, and months are counted without reading a message. The key does not
 * begin with the room itself, so that nobody looks for a room's newest message in it.
 */
const COLUMNS = {
  reply_to: 'bigint unsigned null after client_id',
  reactions: 'json null after photos',
  photo_count: 'smallint unsigned generated always as (json_length(photos)) stored after reactions',
  // A char as it is depends on the mode of who reads it, which MariaDB does not allow here.
  photos_in: `char(36) character set ascii collate ascii_bin
    generated always as (if(json_length(photos) > 0, rtrim(room_id), null)) stored after photo_count`,
}

/** One statement, which is done or not: a migration that was killed is run again, and MySQL knows no `if not exists` here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (await isDone(db)) return
  const columns = Object.entries(COLUMNS).map(([name, type]) => sql`add column ${sql.id(name)} ${sql.raw(type)}`)
  await sql`alter table messages ${sql.join(columns)},
    add key messages_with_photos (photos_in, seq, photo_count, sent_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  if (!(await isDone(db))) return
  const columns = Object.keys(COLUMNS).map((name) => sql`drop column ${sql.id(name)}`)
  await sql`alter table messages drop key messages_with_photos, ${sql.join(columns)}`.execute(db)
}

async function isDone(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = 'messages' and column_name = 'photos_in'`.execute(db)
  return rows.length > 0
}
