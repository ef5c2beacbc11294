import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists rooms (
    id char(36) character set ascii collate ascii_bin not null primary key,
    name varchar(80) not null,
    topic varchar(300) not null,
    visibility enum('public', 'private') not null,
    created_at datetime(3) not null,
    key rooms_public (visibility, name)
  )`.execute(db)
  await sql`grant select on rooms to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists rooms`.execute(db)
}
