import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem, SIZES } from '@snug/contracts'
import sharp, { type OutputInfo, type Sharp, type SharpOptions } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { HEAVY_PIXELS, MAX_FRAMES, MAX_PIXELS, MAX_PIXELS_OF } from './limits.ts'
import { type Kind, kindOf } from './sniff.ts'

// This file runs in a worker process of its own and nowhere else: what it opens was sent by a stranger.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((loader) => `VipsForeignLoad${loader}File`) })
sharp.cache(false)
sharp.concurrency(1) // a picture per core beats two cores per picture

/** What the header of an upload says. */
export interface Header {
  kind: Exclude<Kind, 'heic'>
  /** Upright, in pixels. */
  width: number
  height: number
  frames: number
  /** Large enough to be drawn while no other is. */
  heavy: boolean
}

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

/** The decoder's own name for each kind. */
const FORMATS: Record<Header['kind'], string> = { jpeg: 'jpeg', png: 'png', webp: 'webp', gif: 'gif', avif: 'heif' }

const UPLOAD: SharpOptions = { failOn: 'error', limitInputPixels: MAX_PIXELS }
const WEBP = { quality: 80, effort: 4 }
/** Frames by the hundred are encoded as quickly as can be; a stronger effort saves a tenth of the bytes. */
const ANIMATED_WEBP = { quality: 80, effort: 0 }
/** Without Huffman optimisation the encoder streams, instead of holding all coefficients: a quarter of the memory. */
const CLEAN_JPEG = { quality: 92, optimiseCoding: false }
const SQUARE = { width: SIZES.thumb, height: SIZES.thumb }
/** More than this the hash does not take. */
const THUMBHASH_EDGE = 100

/**
 * Reads type and size of `original` in the folder without decoding it.
 * @throws Problem unsupported_photo, photo_too_large, broken_photo
 */
export async function inspect(folder: string): Promise<Header> {
  const path = join(folder, 'original')
  const kind = await kindOf(path)
  if (!kind) throw new Problem('unsupported_photo', { detail: 'Snug opens JPEG, PNG, WebP, GIF and AVIF.' })
  if (kind === 'heic')
    throw new Problem('unsupported_photo', { detail: 'HEIC comes in a later version. Send it as JPEG until then.' })
  const meta = await sharp(path, { ...UPLOAD, limitInputPixels: false }).metadata()
  if (meta.format !== FORMATS[kind] || (kind === 'avif' && meta.compression !== 'av1'))
    throw new Problem('unsupported_photo', { detail: 'The file is not what it begins like.' })

  const frames = kind === 'gif' || kind === 'webp' ? (meta.pages ?? 1) : 1
  const pixels = meta.width * meta.height * frames
  const most = kind === 'webp' || kind === 'avif' ? MAX_PIXELS_OF[kind] : MAX_PIXELS
  if (pixels > most || frames > MAX_FRAMES)
    throw new Problem('photo_too_large', { detail: `At most ${most / 1e6} million pixels, and ${MAX_FRAMES} frames.` })
  const { width, height } = meta.autoOrient
  return { kind, width, height, frames, heavy: frames > 1 || pixels * (MAX_PIXELS / most) > HEAVY_PIXELS }
}

/**
 * Redraws `original` at the sizes we serve, beside it in the folder: upright, in sRGB, without its metadata, never
 * enlarged. An inspected picture only.
 */
export async function develop(folder: string, { kind, width, height, frames }: Header): Promise<About> {
  const animated = frames > 1
  const cleanType = animated ? await drawFrames(folder, Math.max(width, height)) : await drawClean(folder, kind)
  // From here on nothing reads the stranger's bytes any more. Of an animation this is the first frame.
  const clean = sharp(join(folder, 'clean'), UPLOAD).resize(within(SIZES.large))
  const still = await clean.raw().toBuffer({ resolveWithObject: true })
  if (!animated) await drawSizes(folder, still)
  await draw(
    folder,
    'thumb',
    from(still)
      .resize({ ...SQUARE, fit: 'cover', withoutEnlargement: true })
      .webp(WEBP),
  )
  return { type: `image/${kind}`, cleanType, width, height, animated, thumbhash: await thumbhashOf(still) }
}

type Raw = { data: Buffer; info: OutputInfo }

const within = (edge: number) => ({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) as const
const upright = (folder: string, options: SharpOptions = {}) =>
  sharp(join(folder, 'original'), { ...UPLOAD, ...options }).autoOrient()
const from = ({ data, info }: Raw) => sharp(data, { raw: info })
const draw = (folder: string, name: string, photo: Sharp) => photo.toFile(join(folder, name))

/**
 * Full size, for everybody, so drawn anew: JPEG stays JPEG; WebP and AVIF become JPEG too, which everything opens and
 * which takes a tenth of AVIF's time; what is see-through or made of few colours becomes PNG and loses nothing.
 * @returns its type
 */
async function drawClean(folder: string, kind: Kind): Promise<string> {
  const photo = upright(folder)
  const { hasAlpha, chromaSubsampling } = await photo.metadata()
  if (hasAlpha || kind === 'png' || kind === 'gif') {
    await draw(folder, 'clean', photo.png())
    return 'image/png'
  }
  const subsampling = chromaSubsampling === '4:2:0' ? '4:2:0' : '4:4:4'
  await draw(folder, 'clean', photo.jpeg({ ...CLEAN_JPEG, chromaSubsampling: subsampling }))
  return 'image/jpeg'
}

async function drawSizes(folder: string, still: Raw): Promise<void> {
  for (const size of ['large', 'medium', 'small'] as const)
    await draw(folder, size, from(still).resize(within(SIZES[size])).webp(WEBP))
}

/** An animation is WebP at every size, for writing GIF takes four times as long. Equal sizes are drawn once. */
async function drawFrames(folder: string, edge: number): Promise<string> {
  const edges = { clean: edge, large: SIZES.large, medium: SIZES.medium, small: SIZES.small }
  let last: { name: string; edge: number } | undefined
  for (const [name, most] of Object.entries(edges)) {
    const drawn = { name, edge: Math.min(edge, most) }
    if (last?.edge === drawn.edge) await copyFile(join(folder, last.name), join(folder, name))
    else await draw(folder, name, upright(folder, { animated: true }).resize(within(drawn.edge)).webp(ANIMATED_WEBP))
    last = drawn
  }
  return 'image/webp'
}

/** A blur in some thirty bytes, base64. */
async function thumbhashOf(still: Raw): Promise<string> {
  const tiny = from(still).resize(within(THUMBHASH_EDGE)).ensureAlpha().raw()
  const { data, info } = await tiny.toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
