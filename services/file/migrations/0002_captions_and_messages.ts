import { type Kysely, sql } from 'kysely'

const COLUMNS = {
  caption: "varchar(500) not null default '' after alt",
  client_id: 'char(36) character set ascii collate ascii_bin null after attached_at',
  owns_original: 'tinyint unsigned not null default 1 after client_id',
}

/** MySQL knows no `add column if not exists`, and a migration that was killed is run again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of Object.entries(COLUMNS))
    if (!(await has(db, 'columns', 'column_name', name)))
      await sql`alter table photos add column ${sql.id(name)} ${sql.raw(type)}`.execute(db)
  if (!(await has(db, 'statistics', 'index_name', 'photos_room')))
    await sql`alter table photos add key photos_room (room_id, bytes)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  if (await has(db, 'statistics', 'index_name', 'photos_room'))
    await sql`alter table photos drop key photos_room`.execute(db)
  for (const name of Object.keys(COLUMNS))
    if (await has(db, 'columns', 'column_name', name))
      await sql`alter table photos drop column ${sql.id(name)}`.execute(db)
}

async function has(db: Kysely<unknown>, things: string, column: string, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.${sql.id(things)}
    where table_schema = database() and table_name = 'photos' and ${sql.id(column)} = ${name}`.execute(db)
  return rows.length > 0
}
