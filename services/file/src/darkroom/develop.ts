import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SIZES } from '@snug/contracts'
import type { OutputInfo, Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { makeClean } from './clean/clean.ts'
import { sharp, UPLOAD } from './decoders.ts'
import type { Header } from './header.ts'

/** What is known of a developed picture; kept as `about.json` beside its files. */
export interface About {
  type: string
  cleanType: string
  width: number
  height: number
  animated: boolean
  /** Base64. */
  thumbhash: string
}

const WEBP = { quality: 80, effort: 4 }
/** Frames by the hundred are encoded as quickly as can be; a stronger effort saves a tenth of the bytes. */
const ANIMATED_WEBP = { quality: 80, effort: 0 }
const SQUARE = { width: SIZES.thumb, height: SIZES.thumb }
/** More than this the hash does not take. */
const THUMBHASH_EDGE = 100

/**
 * Makes of `original` what we serve, beside it in the folder: `clean`, and of that the sizes, in sRGB, never enlarged. Cut out
 * or drawn, `clean` holds no more than a picture, so that decoders need not understand a stranger's notes; what it is coded in
 * may still be the stranger's own, so all is done in this process. An inspected picture only.
 * @throws Problem broken_photo, unsupported_photo
 */
export async function develop(folder: string, header: Header): Promise<About> {
  const { kind, width, height } = header
  const animated = header.frames > 1
  const cleanType = await makeClean(folder, header)
  const clean = join(folder, 'clean')
  if (animated) await drawFrames(folder, clean, Math.max(width, height))
  // Decoders of JPEG and WebP make it smaller as they go. Of an animation this is the first frame.
  const large = await rawOf(sharp(clean, UPLOAD).resize(within(SIZES.large)))
  const medium = await rawOf(from(large).resize(within(SIZES.medium)))
  const small = await rawOf(from(medium).resize(within(SIZES.small)))
  if (!animated)
    for (const [name, still] of Object.entries({ large, medium, small }))
      await draw(folder, name, from(still).webp(WEBP))
  await drawThumb(folder, clean, [medium, large])
  return { type: `image/${kind}`, cleanType, width, height, animated, thumbhash: await thumbhashOf(small) }
}

type Raw = { data: Buffer; info: OutputInfo }

const within = (edge: number) => ({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) as const
const rawOf = (photo: Sharp): Promise<Raw> => photo.raw().toBuffer({ resolveWithObject: true })
const from = ({ data, info }: Raw) => sharp(data, { raw: info })
const draw = (folder: string, name: string, photo: Sharp) => photo.toFile(join(folder, name))

/** Of the first that is large enough both ways: a panorama is long and low. */
async function drawThumb(folder: string, clean: string, stills: Raw[]): Promise<void> {
  const still = stills.find(({ info }) => Math.min(info.width, info.height) >= SIZES.thumb)
  const square = (still ? from(still) : sharp(clean, UPLOAD)).resize({
    ...SQUARE,
    fit: 'cover',
    withoutEnlargement: true,
  })
  await draw(folder, 'thumb', square.webp(WEBP))
}

/** An animation is WebP at every size, for writing GIF takes four times as long. Equal sizes are drawn once. */
async function drawFrames(folder: string, clean: string, edge: number): Promise<void> {
  let last: { name: string; edge: number } | undefined
  for (const name of ['large', 'medium', 'small'] as const) {
    const drawn = { name, edge: Math.min(edge, SIZES[name]) }
    if (last?.edge === drawn.edge) await copyFile(join(folder, last.name), join(folder, name))
    else
      await draw(
        folder,
        name,
        sharp(clean, { ...UPLOAD, animated: true })
          .resize(within(drawn.edge))
          .webp(ANIMATED_WEBP),
      )
    last = drawn
  }
}

/** A blur in some thirty bytes, base64. */
async function thumbhashOf(still: Raw): Promise<string> {
  const { data, info } = await rawOf(from(still).resize(within(THUMBHASH_EDGE)).ensureAlpha())
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
