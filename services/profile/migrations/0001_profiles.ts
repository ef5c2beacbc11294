import { type Kysely, sql } from 'kysely'

/** The key is compared with whatever people type, so unlike the name it must be comparable with any text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists profiles (
    id char(36) character set ascii collate ascii_bin not null primary key,
    username varchar(32) character set ascii not null,
    username_key varchar(32) character set utf8mb4 collate utf8mb4_bin not null,
    display_name varchar(64) not null,
    bio varchar(500) not null,
    email varchar(254) character set utf8mb4 collate utf8mb4_bin null,
    password_hash varchar(255) character set ascii collate ascii_bin not null,
    created_at datetime(3) not null,
    unique key profiles_username (username_key),
    unique key profiles_email (email)
  )`.execute(db)
  // What is secret stands in the same row, so the reader gets a view and not the table.
  await sql`create or replace view readable_profiles as
    select id, username, display_name, bio, created_at from profiles`.execute(db)
  await sql`grant select on readable_profiles to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view if exists readable_profiles`.execute(db)
  await sql`drop table if exists profiles`.execute(db)
}
