import { get } from 'node:http'
import { join } from 'node:path'
import type { HouseOptions } from './options.ts'
import { ROOT } from './system.ts'

export const SERVICES = ['profile', 'auth', 'chatroom', 'file', 'gateway'] as const
export type Service = (typeof SERVICES)[number]

/** Services with a database of their own: db/init.sql makes it, with a user for the work and one for migrations. */
export const OWNERS = ['profile', 'auth', 'chatroom', 'file'] as const satisfies Service[]
export type Owner = (typeof OWNERS)[number]

/** Messages pass through these two. With 8 MB for short-lived objects in place of 16 no message is slower. */
const BUSY: readonly Service[] = ['gateway', 'chatroom']
const ROOMY = ['--max-semi-space-size=8']
/** The others do with 2 MB, which keeps about 12 MB less of each resident after its start. */
const LEAN = ['--max-semi-space-size=2']
/** What a start needed for a moment goes back to the system, and not to the hoards of glibc: 10 MB of each service. */
const THRIFT = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576', MALLOC_TRIM_THRESHOLD_: '2097152' }

/** What a service has around it. */
interface Surroundings {
  dataDir: string
  urlOf(name: Service): string
  databaseUrl(owner: Owner, user: string): string
}

/** What the engine of a service is told of memory. */
export const flagsOf = (name: Service): string[] => (BUSY.includes(name) ? ROOMY : LEAN)

/** What a service is told. */
export function environmentOf(name: Service, house: Surroundings, options: HouseOptions): NodeJS.ProcessEnv {
  const { port, host = '127.0.0.1', origins, rateLimits = true, logLevel = 'info' } = options
  const own = OWNERS.find((owner) => owner === name)
  return {
    ...process.env,
    ...THRIFT,
    NODE_ENV: 'production',
    LOG_LEVEL: logLevel,
    HOST: '127.0.0.1',
    PORT: new URL(house.urlOf(name)).port,
    ...Object.fromEntries(SERVICES.map((other) => [`${other.toUpperCase()}_URL`, house.urlOf(other)])),
    PUBLIC_ORIGINS: (origins ?? [`http://localhost:${port}`, `http://127.0.0.1:${port}`]).join(','),
    ...(own && {
      DATABASE_URL: house.databaseUrl(own, `snug_${own}`),
      MIGRATION_DATABASE_URL: house.databaseUrl(own, `snug_${own}_migrator`),
    }),
    ...(name === 'file' && { UPLOADS_DIR: join(house.dataDir, 'uploads') }),
    ...(name === 'gateway' && {
      HOST: host,
      PORT: String(port),
      INTERNAL_HOST: '127.0.0.1',
      INTERNAL_PORT: new URL(house.urlOf(name)).port,
      WEB_ROOT: join(ROOT, 'web/dist'),
      RATE_LIMITS: rateLimits ? 'on' : 'off',
    }),
  }
}

/** Whether a service says that it is ready. Without `fetch`, which takes longer to load than all else here. */
export function isReady(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/health/ready`, { timeout: 2000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}
