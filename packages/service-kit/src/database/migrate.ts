import { promises as fs } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { isDatabaseAway } from '../database-errors.ts'
import { openDatabase, ping } from './pool.ts'

/** How long a start waits for its database (REL-15). */
const PATIENCE_MS = 120_000
const RETRY_MS = 50

/** The migrator of a folder of numbered files, each with `up` and `down`. */
export function migratorOf(db: Kysely<unknown>, folder: string): Migrator {
  return new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder: folder }) })
}

/**
 * Brings the schema to its newest version, as the user who may. Starts that run at once wait for each other
 * by the migrator's lock, and a migration that was cut off is run again, so each statement must bear repeating.
 */
export async function migrate(url: string, folder: string): Promise<void> {
  const db = openDatabase<unknown>(url, 1)
  try {
    await awake(db)
    if (await isNewest(db, folder)) return
    const { error } = await migratorOf(db, folder).migrateToLatest()
    if (error) throw error
  } finally {
    await db.destroy()
  }
}

/** The usual case, told by one query; the migrator asks ten, and loads every migration. */
async function isNewest(db: Kysely<unknown>, folder: string): Promise<boolean> {
  const names = (await fs.readdir(folder)).map((file) => path.parse(file).name).sort()
  const applied = sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return applied.then(
    ({ rows }) =>
      isDeepStrictEqual(
        rows.map(({ name }) => name),
        names,
      ),
    () => false, // there is no table yet
  )
}

async function awake(db: Kysely<unknown>, until = Date.now() + PATIENCE_MS): Promise<void> {
  for (;;) {
    try {
      return await ping(db)
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
}
