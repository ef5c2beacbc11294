import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists photos (
    id char(36) character set ascii collate ascii_bin not null primary key,
    owner_id char(36) character set ascii collate ascii_bin not null,
    room_id char(36) character set ascii collate ascii_bin not null,
    sha256 char(64) character set ascii collate ascii_bin not null,
    type varchar(32) character set ascii not null,
    clean_type varchar(32) character set ascii not null,
    bytes int unsigned not null,
    width int unsigned not null,
    height int unsigned not null,
    animated tinyint unsigned not null,
    thumbhash varchar(64) character set ascii collate ascii_bin not null,
    alt varchar(1000) not null,
    attached_at datetime(3) null,
    created_at datetime(3) not null,
    key photos_owner (owner_id, bytes),
    key photos_sha256 (sha256),
    key photos_unattached (attached_at, created_at)
  )`.execute(db)
  await sql`grant select on photos to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists photos`.execute(db)
}
