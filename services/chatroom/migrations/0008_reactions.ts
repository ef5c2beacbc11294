import { type Kysely, sql } from 'kysely'

/** Emojis are compared byte by byte: to most collations all of them are the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists reactions (
    room_id char(36) character set ascii collate ascii_bin not null,
    seq bigint unsigned not null,
    profile_id char(36) character set ascii collate ascii_bin not null,
    emoji varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
    created_at datetime(3) not null,
    primary key (room_id, seq, profile_id, emoji),
    key reactions_of_a_person (profile_id)
  )`.execute(db)
  await sql`grant select on reactions to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists reactions`.execute(db)
}
