import { readConfig } from '@snug/service-kit'
import { openDatabase } from '@snug/service-kit/database'
import { Config } from './config.ts'
import { Darkroom } from './darkroom/darkroom.ts'
import type { Tables } from './database.ts'
import { checkStorage } from './storage/check.ts'
import { Removal } from './storage/removal.ts'
import { Shelf } from './storage/shelf.ts'

// node src/storage-check.ts [--repair] [--all]: whether rows and files of pictures match, also while the service runs.
// --all minds what is young too: for a house where nothing is on its way. Ends with 1 when something is not mended.

const config = readConfig(Config)
const db = openDatabase<Tables>(config.DATABASE_URL, 1)
const shelf = new Shelf(config.UPLOADS_DIR)
const darkroom = new Darkroom(config)
await shelf.open()

let [found, left] = [0, 0]
const repairs = process.argv.includes('--repair')
const options = { repairs, ...(process.argv.includes('--all') && { youngMs: 0 }) }
const needs = { db, shelf, darkroom, removal: new Removal(db, shelf) }
for await (const { where, what, repair } of checkStorage(needs, options)) {
  console.log(`${where} ${what}${repair ? `: ${repair}` : ''}`)
  found++
  if (!repair) left++
}
const { count } = await db
  .selectFrom('photos')
  .select(({ fn }) => fn.countAll<number>().as('count'))
  .executeTakeFirstOrThrow()
console.log(
  `${Number(count) === 1 ? '1 picture' : `${count} pictures`} checked; ${found === 0 ? 'rows and files match' : `${found} findings, ${found - left} mended`}.`,
)
darkroom.close()
await db.destroy()
process.exitCode = left > 0 ? 1 : 0
