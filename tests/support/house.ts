import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dropDatabases, freePorts, House, type HouseOptions } from '@snug/tools/house'

export type TestHouseOptions = Partial<Pick<HouseOptions, 'rateLimits' | 'origins' | 'logLevel' | 'print'>> & {
  /** A database server that the test may kill, in place of the one that all tests share. */
  ownServer?: boolean
}

/**
 * A whole house for one test file: its own port, folder and databases, gone when the test ends.
 * @param t a test, or `{ after }` of node:test for the whole file
 */
export async function startTestHouse(
  t: { after(fn: () => Promise<void>): void },
  { ownServer = false, ...options }: TestHouseOptions = {},
): Promise<House> {
  const rootUrl = process.env.SNUG_TEST_DATABASE_URL
  if (!rootUrl && !ownServer) throw new Error('These tests need a database: run them with `npm test`.')
  const dataDir = mkdtempSync(join(tmpdir(), 'snug-house-'))
  const server = rootUrl && !ownServer ? { rootUrl, prefix: `t${randomBytes(3).toString('hex')}_` } : undefined
  const [port = 0] = await freePorts(1)
  const house = new House({
    rateLimits: false,
    logLevel: 'warn',
    print: console.error,
    ...options,
    dataDir,
    port,
    ...(server && { server }),
  })
  t.after(async () => {
    await house.stop()
    if (server) await dropDatabases(server.rootUrl, server.prefix)
    rmSync(dataDir, { recursive: true, force: true })
  })
  return house.start()
}
