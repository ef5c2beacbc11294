import { CamelCasePlugin, Kysely, MysqlDialect, sql } from 'kysely'
import { createPool } from 'mysql2'
import type { DatabaseConfig } from './config.ts'

/** A service that cannot connect says so soon: people wait for the answer. */
const CONNECT_TIMEOUT_MS = 2_000
/** Past this many queries in line for a connection the next one is refused (503) instead of kept. */
const MAX_WAITING = 1_000

export function openDatabase<Tables>(url: string, connections: DatabaseConfig['DATABASE_CONNECTIONS']) {
  const pool = createPool({
    uri: url,
    connectionLimit: connections,
    queueLimit: MAX_WAITING,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableKeepAlive: true,
    charset: 'utf8mb4',
    timezone: 'Z',
    // A value that is an object never becomes a piece of SQL.
    stringifyObjects: true,
    // MariaDB gives JSON columns as text and MySQL as objects; text for both.
    jsonStrings: true,
  })
  return new Kysely<Tables>({ dialect: new MysqlDialect({ pool }), plugins: [new CamelCasePlugin()] })
}

/** Resolves when the database answers; the readiness check. */
export async function ping<Tables>(db: Kysely<Tables>): Promise<void> {
  await sql`select 1`.execute(db)
}

/** Codes of mysql2, of the server and of the network that say: the database is away, or overrun. */
const AWAY =
  /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|PROTOCOL_|POOL_|ER_SERVER_SHUTDOWN|ER_NORMAL_SHUTDOWN|ER_CON_COUNT|ER_LOCK_|ER_OPTION_PREVENTS)/
const AWAY_WORDS = /Queue limit reached|closed state|Pool is closed/

/** Nothing is wrong with the request, and a retry will work. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', syscall, message } = (error ?? {}) as { code?: string; syscall?: string; message?: string }
  const noSocket = code === 'ENOENT' && syscall === 'connect'
  return noSocket || AWAY.test(code) || AWAY_WORDS.test(String(message))
}

/** A unique key was already there. */
export const isDuplicate = (error: unknown): boolean =>
  (error as { code?: string } | undefined)?.code === 'ER_DUP_ENTRY'
