import { CamelCasePlugin, Kysely, MysqlDialect, sql } from 'kysely'
import { createPool } from 'mysql2'
import type { DatabaseConfig } from '../config.ts'

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
