import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  if (await hasCaptions(db)) return
  await sql`alter table photos add column caption varchar(500) not null default '' after alt`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  if (await hasCaptions(db)) await sql`alter table photos drop column caption`.execute(db)
}

/** MySQL knows no `add column if not exists`, and a migration that was killed is run again. */
async function hasCaptions(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = 'photos' and column_name = 'caption'`.execute(db)
  return rows.length > 0
}
