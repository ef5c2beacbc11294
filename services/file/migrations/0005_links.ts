import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists links (
    id char(36) character set ascii collate ascii_bin not null primary key,
    photo_id char(36) character set ascii collate ascii_bin not null,
    variant varchar(16) character set ascii not null,
    created_at datetime(3) not null,
    expires_at datetime(3) not null,
    key links_photo (photo_id, expires_at),
    key links_expiry (expires_at),
    constraint links_go_with_their_photo foreign key (photo_id) references photos (id) on delete cascade
  )`.execute(db)
  // The reader sees which links there are; without the key nobody makes an address of one.
  await sql`grant select on links to 'snug_reader'@'%'`.execute(db)
  await sql`create table if not exists link_keys (
    number int unsigned not null primary key,
    secret char(43) character set ascii collate ascii_bin not null,
    created_at datetime(3) not null
  )`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists link_keys`.execute(db)
  await sql`drop table if exists links`.execute(db)
}
