import serveFiles from '@fastify/static'
import Fastify from 'fastify'
import { untilToldToStop } from '../process.ts'

/** A bare static server: files by their names to whoever asks, as Snug's own web client is served. Used as snug/serve.ts. */
const told = untilToldToStop()
interface ShelfOptions {
  dataDir: string
  port: number
  /** Whether a .br or .gz beside a file is sent in its place. */
  preCompressed?: boolean
}

const { dataDir, port, preCompressed = false } = JSON.parse(process.argv[2] ?? '') as ShelfOptions
const app = Fastify()
app.register(serveFiles, { root: dataDir, preCompressed })
const url = await app.listen({ host: '127.0.0.1', port })
console.log(JSON.stringify({ url, pids: [process.pid] }))
await told
await app.close()
process.exit()
