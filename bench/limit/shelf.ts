import serveFiles from '@fastify/static'
import Fastify from 'fastify'
import { untilToldToStop } from '../process.ts'

/** A bare static server: files by their names to whoever asks, as Snug's own web client is served. Used as snug/serve.ts. */
const told = untilToldToStop()
const { dataDir, port } = JSON.parse(process.argv[2] ?? '') as { dataDir: string; port: number }
const app = Fastify()
app.register(serveFiles, { root: dataDir })
const url = await app.listen({ host: '127.0.0.1', port })
console.log(JSON.stringify({ url, pids: [process.pid] }))
await told
await app.close()
process.exit()
