import { type Kysely, sql } from 'kysely'

/** Rooms and people that are gone, until nothing of theirs can come any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists clearings (
    gone enum('room', 'person') not null,
    id char(36) character set ascii collate ascii_bin not null,
    since datetime(3) not null,
    primary key (gone, id)
  )`.execute(db)
  await sql`grant select on clearings to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists clearings`.execute(db)
}
