import { type Kysely, sql } from 'kysely'

/** Of a room the newest change, of a message its last one. No key: changes are looked for among messages at hand. */
const TABLES = ['rooms', 'messages']

/** MySQL knows no `add column if not exists`, and a migration that was killed is run again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES)
    if (!(await isDone(db, table)))
      await sql`alter table ${sql.id(table)} add column revision bigint unsigned not null default 0`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES)
    if (await isDone(db, table)) await sql`alter table ${sql.id(table)} drop column revision`.execute(db)
}

async function isDone(db: Kysely<unknown>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = ${table} and column_name = 'revision'`.execute(db)
  return rows.length > 0
}
