import { type Kysely, sql } from 'kysely'

/** MySQL knows no `add column if not exists`, and a migration that was killed is run again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (await isDone(db)) return
  await sql`alter table memberships add column seen_seq bigint unsigned not null default 0`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  if (await isDone(db)) await sql`alter table memberships drop column seen_seq`.execute(db)
}

async function isDone(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = 'memberships' and column_name = 'seen_seq'`.execute(db)
  return rows.length > 0
}
