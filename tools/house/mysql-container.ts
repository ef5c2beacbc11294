import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { MySqlContainer } from '@testcontainers/mysql'
import { getContainerRuntimeClient } from 'testcontainers'
import { untilAnswering } from './databases.ts'
import { COLLATION } from './mariadb.ts'
import { ROOT } from './system.ts'
import type { TestServer } from './test-server.ts'

const START_MS = 60_000

/** Resolves to whether a container engine answers here. */
export const hasEngine = () =>
  getContainerRuntimeClient().then(
    () => true,
    () => false,
  )

/** MySQL as `docker compose up` runs it: in a container that executes db/init.sql at its first start. */
export async function startMysqlContainer(): Promise<TestServer> {
  const container = await new MySqlContainer('mysql:9.7')
    .withRootPassword(randomBytes(24).toString('base64url'))
    .withCommand([`--collation-server=${COLLATION}`])
    .withCopyFilesToContainer([
      { source: join(ROOT, 'db/init.sql'), target: '/docker-entrypoint-initdb.d/init.sql', mode: 0o644 },
    ])
    .start()
  const rootUrl = container.getConnectionUri(true)
  await untilAnswering(rootUrl, START_MS)
  return { rootUrl, stop: async () => void (await container.stop()) }
}
