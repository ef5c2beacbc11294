import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { dropDatabases, House, SERVICES } from '@snug/tools/house'

/**
 * A house as `npm start` runs it, on a database server that is there: usage `node serve.ts OPTIONS`, a JSON of
 * ServeOptions. Says one line of JSON, { url, pids }, when it is open; SIGTERM closes it.
 */
export interface ServeOptions {
  dataDir: string
  port: number
  /** Root access to the database server. */
  rootUrl: string
  /** What the databases' names begin with. */
  prefix: string
  /** Begins with an empty house. */
  fresh: boolean
}

const { fresh, rootUrl, prefix, ...options } = JSON.parse(process.argv[2] ?? '') as ServeOptions
if (fresh) {
  await dropDatabases(rootUrl, prefix)
  rmSync(options.dataDir, { recursive: true, force: true })
}
const house = new House({
  ...options,
  server: { rootUrl, prefix },
  rateLimits: false,
  logLevel: 'warn',
  print: (line) => console.error(line),
})
await house.start()
const pids = SERVICES.map((name) => house.pid(name))
console.log(JSON.stringify({ url: `http://127.0.0.1:${options.port}`, pids }))
await once(process, 'SIGTERM')
await house.stop()
