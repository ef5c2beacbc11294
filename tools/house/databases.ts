import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Trouble } from './system.ts'

const INIT_SQL = readFileSync(new URL('../../db/init.sql', import.meta.url), 'utf8')
const PASSWORDS = /'development-(\w+)'/g
const NAMES = /(?<!development-)\bsnug(?=\\?_(?!reader))/g

/** The database users that db/init.sql makes. */
export const DATABASE_USERS = [...INIT_SQL.matchAll(PASSWORDS)].map((match) => match[1] as string)
const READER = 'snug_reader'

/** Every name in db/init.sql but the reader's, which migrations name literally, begins with `prefix`. */
export const prefixed = (prefix: string, name: string): string => (name === READER ? name : prefix + name)

/** The address of one database, for root or for another user of the same server. */
export function databaseUrl(rootUrl: string, database: string, user?: { name: string; password: string }): string {
  const url = new URL(rootUrl)
  url.pathname = `/${database}`
  if (user) [url.username, url.password] = [user.name, user.password]
  return url.href
}

/** Opens a connection that takes several statements at once; `url` may name a socket by `?socketPath=`. */
export async function connect(url: string) {
  const { createConnection } = await import('mysql2/promise') // a tenth of a second, which most starts can do without
  // Times are UTC everywhere here, as services write them.
  return createConnection({ uri: url, multipleStatements: true, timezone: 'Z' })
}

/**
 * Runs db/init.sql on a server, with these passwords for its users (also for those that were there before).
 * @param root root access to the server
 */
export async function initDatabases(root: string, passwords: Record<string, string>, prefix = ''): Promise<void> {
  const names = DATABASE_USERS.filter((name) => prefix === '' || name !== READER)
  const sql = INIT_SQL.replace(NAMES, `${prefix}snug`).replace(PASSWORDS, (_, name: string) => `'${passwords[name]}'`)
  await using connection = await connect(root)
  await connection.query(sql)
  for (const name of names)
    await connection.query('ALTER USER ?@? IDENTIFIED BY ?', [prefixed(prefix, name), '%', passwords[name]])
}

/** A word for all that `initDatabases` would do with these. */
export function digestOfInit(root: string, passwords: Record<string, string>, prefix = ''): string {
  return createHash('sha256')
    .update(JSON.stringify([INIT_SQL, root, passwords, prefix]))
    .digest('hex')
}

/** Takes away what `initDatabases` made under a prefix. */
export async function dropDatabases(root: string, prefix: string): Promise<void> {
  await using connection = await connect(root)
  const [databases] = await connection.query('SHOW DATABASES')
  for (const { Database: name } of databases as { Database: string }[])
    if (name.startsWith(`${prefix}snug_`)) await connection.query('DROP DATABASE ??', [name])
  for (const name of DATABASE_USERS)
    if (name !== READER) await connection.query('DROP USER IF EXISTS ?@?', [prefixed(prefix, name), '%'])
}

/**
 * Resolves when the server answers.
 * @throws Trouble after `deadlineMs`, or when `lost` says that there is no use in waiting
 */
export async function untilAnswering(root: string, deadlineMs: number, lost = () => false): Promise<void> {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    try {
      return await (await connect(root)).end()
    } catch (cause) {
      if (lost() || Date.now() > deadline) throw new Trouble('The database does not answer.', { cause })
      await sleep(25)
    }
  }
}
