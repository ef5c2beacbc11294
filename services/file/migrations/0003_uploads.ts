import { type Kysely, sql } from 'kysely'

/** The places of pictures whose bytes are on their way. When a picture is developed, its row moves to `photos`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists uploads (
    id char(36) character set ascii collate ascii_bin not null primary key,
    owner_id char(36) character set ascii collate ascii_bin not null,
    room_id char(36) character set ascii collate ascii_bin not null,
    client_id char(36) character set ascii collate ascii_bin null,
    bytes int unsigned not null,
    sha256 char(64) character set ascii collate ascii_bin null,
    alt varchar(1000) not null,
    caption varchar(500) not null,
    width int unsigned null,
    height int unsigned null,
    received_at datetime(3) null,
    problem varchar(32) character set ascii null,
    created_at datetime(3) not null,
    key uploads_owner (owner_id, bytes),
    key uploads_room (room_id, bytes),
    key uploads_received (received_at),
    key uploads_sha256 (sha256),
    key uploads_created (created_at)
  ) character set utf8mb4 collate utf8mb4_bin`.execute(db)
  await sql`grant select on uploads to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists uploads`.execute(db)
}
