import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists sessions (
    id char(36) character set ascii collate ascii_bin not null primary key,
    profile_id char(36) character set ascii collate ascii_bin not null,
    device varchar(160) not null,
    created_at datetime(3) not null,
    last_used_at datetime(3) not null,
    expires_at datetime(3) not null,
    refresh_family char(24) character set ascii collate ascii_bin not null,
    refresh_hash char(64) character set ascii collate ascii_bin not null,
    key sessions_profile (profile_id),
    key sessions_expiry (expires_at),
    unique key sessions_family (refresh_family)
  )`.execute(db)
  // What is secret stands in the same row, so the reader gets a view and not the table.
  await sql`create or replace view readable_sessions as
    select id, profile_id, device, created_at, last_used_at, expires_at from sessions`.execute(db)
  await sql`grant select on readable_sessions to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view if exists readable_sessions`.execute(db)
  await sql`drop table if exists sessions`.execute(db)
}
