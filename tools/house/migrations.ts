import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { migratorOf, openDatabase } from '@snug/service-kit/database'
import type { MigrationResult } from 'kysely/migration'
import { DATABASE_USERS, databaseUrl, dropDatabases, initDatabases } from './databases.ts'
import { OWNERS, type Owner } from './services.ts'
import { ROOT } from './system.ts'

/**
 * Brings the tables of one service to their newest version (`up`), or takes its last migration back (`down`).
 * @param url its database, as a user who may change tables
 * @returns what was done
 */
export async function runMigrations(url: string, owner: Owner, direction: 'up' | 'down'): Promise<MigrationResult[]> {
  const db = openDatabase<unknown>(url, 1)
  try {
    const migrator = migratorOf(db, join(ROOT, 'services', owner, 'migrations'))
    const { error, results = [] } = await (direction === 'up' ? migrator.migrateToLatest() : migrator.migrateDown())
    if (error) throw error
    return results
  } finally {
    await db.destroy()
  }
}

/** A house's databases with all migrations applied, beside whatever else the server holds, for as long as `work` takes. */
export async function withFreshDatabases(
  rootUrl: string,
  work: (house: { prefix: string; passwords: Record<string, string> }) => Promise<void>,
): Promise<void> {
  const prefix = `t${randomBytes(3).toString('hex')}_`
  const passwords = Object.fromEntries(DATABASE_USERS.map((name) => [name, randomBytes(24).toString('base64url')]))
  try {
    await initDatabases(rootUrl, passwords, prefix)
    for (const owner of OWNERS) {
      const name = `${prefix}snug_${owner}_migrator`
      const user = { name, password: passwords[`snug_${owner}_migrator`] ?? '' }
      await runMigrations(databaseUrl(rootUrl, `${prefix}snug_${owner}`, user), owner, 'up')
    }
    await work({ prefix, passwords })
  } finally {
    await dropDatabases(rootUrl, prefix)
  }
}
