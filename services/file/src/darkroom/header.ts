import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '@snug/contracts'
import { sharp } from './decoders.ts'
import { Heic } from './heic.ts'
import {
  type Bounds,
  HEAVY_PIXELS,
  MAX_AVIF_PIXELS,
  MAX_BASELINE_PIXELS,
  MAX_DEEP_PIXELS,
  MAX_FRAMES,
  MAX_HEIC_PIXELS,
  MAX_PIXELS,
  MAX_PROGRESSIVE_PIXELS,
  MAX_WEBP_PIXELS,
} from './limits.ts'
import { type Kind, kindOf } from './sniff.ts'

/** What the header of an upload says. */
export interface Header {
  kind: Kind
  /** Upright, in pixels. */
  width: number
  height: number
  frames: number
  /** Stored lying, with a note that says how to turn it. */
  turned: boolean
  /** Large enough to be drawn while no other is. */
  heavy: boolean
}

type Shape = Omit<Header, 'heavy'> & {
  /** Of a PNG: interlaced. */
  progressive?: boolean | undefined
  /** 16 bits a channel. */
  deep?: boolean
  tiled?: boolean | undefined
}

/** The decoder's own name for each kind. */
const FORMATS: Record<Exclude<Kind, 'heic'>, string> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'heif',
}

/**
 * Reads type and size of `original` in the folder without decoding it.
 * @throws Problem unsupported_photo, photo_too_large, broken_photo
 */
export async function inspect(folder: string, bounds: Bounds): Promise<Header> {
  const path = join(folder, 'original')
  const kind = await kindOf(path)
  if (!kind) throw new Problem('unsupported_photo', { detail: `Snug opens ${namesOf(bounds)}.` })
  if (kind === 'heic' && !bounds.heic)
    throw new Problem('unsupported_photo', { detail: 'HEIC is switched off here. Send the picture as JPEG.' })
  const {
    progressive,
    deep = false,
    tiled,
    ...shape
  }: Shape = kind === 'heic' ? await shapeOfHeic(path) : await shapeOf(kind, path)

  const decodable = mostPixels({ ...shape, progressive, deep, tiled })
  const most = Math.min(decodable, bounds.megapixels * 1e6)
  const frames = Math.min(MAX_FRAMES, bounds.frames)
  const pixels = shape.width * shape.height * shape.frames
  if (pixels > most || shape.frames > frames)
    throw new Problem('photo_too_large', {
      detail: `At most ${most / 1e6} million pixels, and ${frames} frames.`,
      limits: { pixels: most, frames },
    })
  return { ...shape, heavy: shape.frames > 1 || pixels * (MAX_PIXELS / decodable) > HEAVY_PIXELS }
}

const namesOf = ({ heic }: Bounds) => `JPEG, PNG, WebP, GIF, ${heic ? 'AVIF and HEIC' : 'and AVIF'}`

/** What a decoder of its kind can do within the memory of a worker. */
function mostPixels({ kind, progressive, deep, tiled, turned }: Shape): number {
  const way = turned ? 'turned' : 'asIs'
  switch (kind) {
    case 'heic':
      return MAX_HEIC_PIXELS[tiled ? 'tiled' : 'whole']
    case 'avif':
      return MAX_AVIF_PIXELS
    case 'webp':
      return MAX_WEBP_PIXELS[way]
    case 'jpeg':
      return (progressive ? MAX_PROGRESSIVE_PIXELS : MAX_BASELINE_PIXELS)[way]
    default:
      return deep && (progressive || turned) ? MAX_DEEP_PIXELS : MAX_PIXELS
  }
}

async function shapeOf(kind: Exclude<Kind, 'heic'>, path: string): Promise<Shape> {
  const meta = await sharp(path, { limitInputPixels: false, failOn: 'error' }).metadata()
  if (meta.format !== FORMATS[kind] || (kind === 'avif' && meta.compression !== 'av1'))
    throw new Problem('unsupported_photo', { detail: 'The file is not what it begins like.' })
  const frames = kind === 'gif' || kind === 'webp' ? (meta.pages ?? 1) : 1
  // Nothing that shows animations heeds such a note in one.
  const turned = frames === 1 && (meta.orientation ?? 1) > 1
  const { width, height } = turned ? meta.autoOrient : meta
  return { kind, width, height, frames, turned, progressive: meta.isProgressive, deep: meta.depth === 'ushort' }
}

async function shapeOfHeic(path: string): Promise<Shape> {
  const { width, height, isTiled: tiled } = await Heic.open(await readFile(path))
  return { kind: 'heic', width, height, frames: 1, turned: false, tiled }
}
