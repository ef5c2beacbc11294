import { rmSync } from 'node:fs'
import { dropDatabases, House, SERVICES } from '@snug/tools/house'
import { untilToldToStop } from '../process.ts'

/**
 * A house as `npm start` runs it, without rate limits: usage `node serve.ts OPTIONS`, a JSON of ServeOptions. Says one
 * line of JSON, { url, pids }, when it is open; SIGTERM closes it.
 */
export interface ServeOptions {
  dataDir: string
  port: number
  /** Root access to a database server that is there; a private one, whose pid comes last, when left out. */
  rootUrl?: string
  /** What the databases' names there begin with. */
  prefix?: string
  /** Begins with an empty house on that server. */
  fresh?: boolean
}

const told = untilToldToStop()
const { fresh, rootUrl, prefix = '', ...options } = JSON.parse(process.argv[2] ?? '') as ServeOptions
if (fresh && rootUrl) {
  await dropDatabases(rootUrl, prefix)
  rmSync(options.dataDir, { recursive: true, force: true })
}
const house = new House({
  ...options,
  ...(rootUrl && { server: { rootUrl, prefix } }),
  rateLimits: false,
  logLevel: 'error', // that rate limits are off is no news here
  print: (line) => console.error(line),
})
await house.start()
const pids = [...SERVICES, 'mysql' as const].map((name) => house.pid(name)).filter((pid) => pid !== undefined)
console.log(JSON.stringify({ url: `http://127.0.0.1:${options.port}`, pids }))
await told
await house.stop()
process.exit()
