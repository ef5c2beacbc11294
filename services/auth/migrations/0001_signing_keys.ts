import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists signing_keys (
    number int unsigned not null primary key,
    kid char(36) character set ascii collate ascii_bin not null,
    public_x char(43) character set ascii collate ascii_bin not null,
    private_key varchar(255) character set ascii collate ascii_bin not null,
    created_at datetime(3) not null,
    unique key signing_keys_kid (kid)
  )`.execute(db)
  await sql`grant select (number, kid, public_x, created_at) on signing_keys to 'snug_reader'@'%'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table if exists signing_keys`.execute(db)
}
