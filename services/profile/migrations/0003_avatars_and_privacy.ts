import { type Kysely, sql } from 'kysely'

const COLUMNS = {
  avatar_id: 'char(36) character set ascii collate ascii_bin null after email',
  shares_typing: 'tinyint unsigned not null default 1 after avatar_id',
  shares_presence: 'tinyint unsigned not null default 1 after shares_typing',
  shares_seen: 'tinyint unsigned not null default 1 after shares_presence',
}
const READABLE = 'id, username, display_name, bio, created_at'

/** MySQL knows no `add column if not exists`, and a migration that was killed is run again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of Object.entries(COLUMNS))
    if (!(await has(db, name))) await sql`alter table profiles add column ${sql.id(name)} ${sql.raw(type)}`.execute(db)
  await show(db, `${READABLE}, ${Object.keys(COLUMNS)}`)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await show(db, READABLE)
  for (const name of Object.keys(COLUMNS))
    if (await has(db, name)) await sql`alter table profiles drop column ${sql.id(name)}`.execute(db)
}

/** What the reader may see. */
async function show(db: Kysely<unknown>, columns: string): Promise<void> {
  await sql`create or replace view readable_profiles as select ${sql.raw(columns)} from profiles`.execute(db)
}

async function has(db: Kysely<unknown>, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = database() and table_name = 'profiles' and column_name = ${name}`.execute(db)
  return rows.length > 0
}
