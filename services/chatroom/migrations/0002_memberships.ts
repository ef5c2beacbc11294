import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists memberships (
    room_id char(36) character set ascii collate ascii_bin not null,
    profile_id char(36) character set ascii collate ascii_bin not null,
    role enum('owner', 'moderator', 'member') not null,
    joined_at datetime(3) not null,
    read_seq bigint unsigned not null default 0,
    primary key (room_id, profile_id),
    key memberships_of_a_person (profile_id)
  )`.execute(db)
  await sql`grant select on memberships to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists memberships`.execute(db)
}
