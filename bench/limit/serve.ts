import { House } from '@snug/tools/house'
import { createPool } from 'mysql2/promise'
import { untilToldToStop } from '../process.ts'
import { serveLimit, TABLE } from './server.ts'

/** The limit with the private database of a house: used and answering as snug/serve.ts. */
const told = untilToldToStop()
const { dataDir, port } = JSON.parse(process.argv[2] ?? '') as { dataDir: string; port: number }
const house = new House({ dataDir, port, print: (line) => console.error(line) })
await house.startDatabase()
const pool = createPool({ uri: house.databaseUrl('chatroom', 'snug_chatroom_migrator'), timezone: 'Z' })
await pool.query(TABLE)
await serveLimit(pool, port)
console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, pids: [process.pid, house.pid('mysql')] }))
await told
await pool.end()
await house.stop()
process.exit()
