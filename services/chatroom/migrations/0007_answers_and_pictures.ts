import { type Kysely, sql } from 'kysely'

/** What a message answers, and what people felt about it. */
const COLUMNS = {
  reply_to: 'bigint unsigned null after client_id',
  reactions: 'json null after photos',
}

/** One statement, which is done or not: a migration that was killed is run again, and MySQL knows no `if not exists` here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  if (await isDone(db)) return
  const columns = Object.entries(COLUMNS).map(([name, type]) => sql`add column ${sql.id(name)} ${sql.raw(type)}`)
  await sql`alter table messages ${sql.join(columns)}`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  if (!(await isDone(db))) return
  const columns = Object.keys(COLUMNS).map((name) => sql`drop column ${sql.id(name)}`)
  await sql`alter table messages ${sql.join(columns)}`.execute(db)
}

async function isDone(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = 'messages' and column_name = 'reactions'`.execute(db)
  return rows.length > 0
}
