import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DATABASE_USERS, initDatabases, untilAnswering } from './databases.ts'
import { isNews, logLine } from './log.ts'
import { prepareServer } from './mariadb.ts'
import { KeptProcess } from './process.ts'
import { passwordsIn } from './secrets.ts'

/** A database server that db/init.sql ran on, for tests. */
export interface TestServer {
  rootUrl: string
  stop(): Promise<void>
}

const START_MS = 60_000
const GRACE_MS = 10_000

/** The machine's own server, private and gone without a trace afterwards. */
export async function startPrivateServer(): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), 'snug-test-'))
  const passwords = passwordsIn(join(dir, 'secrets.json'), ['root', ...DATABASE_USERS])
  const { command, user, rootUrl, cleanUp } = prepareServer(join(dir, 'mysql'), passwords.root ?? '')
  const pidFile = join(dir, 'mysql.pid')
  const print = (line: string) => isNews(line) && console.error(logLine('mysql', line))
  const mysql = new KeptProcess({ name: 'mysql', command, user, pidFile, env: process.env, graceMs: GRACE_MS }, print)
  const stop = async () => {
    await mysql.stop()
    cleanUp()
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    await untilAnswering(rootUrl, START_MS, () => mysql.failures > 0)
    await initDatabases(rootUrl, passwords)
  } catch (error) {
    await stop()
    throw error
  }
  return { rootUrl, stop }
}
