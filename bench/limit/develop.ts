import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { atOnce } from '../at-once.ts'

/**
 * Bare sharp, in one process, at the work of the darkroom: all faces of a JPEG, `count` times. Usage:
 * `node develop.ts FILE FOLDER COUNT WIDTH`. Says the milliseconds that it took.
 */
const [file = '', folder = '', count = '1', width = '1'] = process.argv.slice(2)
sharp.cache(false)
sharp.concurrency(1) // pictures side by side make better use of the cores than threads in one

const within = (edge: number) => ({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) as const
const WEBP = { quality: 80, effort: 4 }

async function develop(number: number): Promise<void> {
  const to = join(folder, String(number))
  await mkdir(to, { recursive: true })
  const { data, info } = await sharp(file).autoOrient().resize(within(1920)).raw().toBuffer({ resolveWithObject: true })
  const still = () => sharp(data, { raw: info })
  for (const [name, edge] of [
    ['large', 1920],
    ['medium', 960],
    ['small', 480],
  ] as const)
    await still().resize(within(edge)).webp(WEBP).toFile(join(to, name))
  await still().resize({ width: 200, height: 200, fit: 'cover' }).webp(WEBP).toFile(join(to, 'thumb'))
  const tiny = await still().resize(within(100)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  rgbaToThumbHash(tiny.info.width, tiny.info.height, tiny.data)
  for (const name of ['original', 'clean']) await copyFile(file, join(to, name))
}

const numbers = Array.from({ length: Number(count) }, (_, number) => number)
await develop(-1) // what is loaded at the first use
const begun = performance.now()
await atOnce(Number(width), numbers, develop)
console.log(performance.now() - begun)
