import { readFile } from 'node:fs/promises'
import { numbered } from './photograph.ts'
import { Sender } from './sender.ts'

/**
 * Posts a picture many times over, in a process of its own, so that who measures others meanwhile is not held up by it. Usage:
 * `node poster.ts URL USERNAME FILE COUNT`. Says `ready`, waits for a line, says `sent` when
 * all bytes were taken, and the ms until all were in their places.
 */
const [url = '', username = '', file = '', count = '1'] = process.argv.slice(2)
const jpeg = await readFile(file)
const pictures = Array.from({ length: Number(count) }, (_, number) => numbered(jpeg, number))
const sender = await Sender.signUp(url, username)
console.log('ready')
await new Promise((resolve) => process.stdin.once('data', resolve))
console.log(await sender.post(pictures, () => console.log('sent')))
process.exit()
