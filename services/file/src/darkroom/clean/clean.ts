import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import { sharp, UPLOAD } from '../decoders.ts'
import type { Header } from '../header.ts'
import { Heic } from '../heic.ts'
import type { Kind } from '../sniff.ts'
import { cutGif } from './gif.ts'
import { cutJpeg } from './jpeg.ts'
import { cutPng } from './png.ts'
import { cutWebp } from './webp.ts'

/**
 * Containers that we can take apart: the parts that make the picture, as they came, so that its pixels are the same and
 * nothing but the picture is left. Lists of what stays, never of what goes: what we do not know goes.
 */
const CUTTERS = { jpeg: cutJpeg, png: cutPng, webp: cutWebp, gif: cutGif } as const
type Cuttable = keyof typeof CUTTERS

/** Without Huffman optimisation the encoder streams, instead of holding all coefficients: a quarter of the memory. */
const CLEAN_JPEG = { quality: 95, optimiseCoding: false }
const CLEAN_WEBP = { quality: 95, effort: 4 }

interface Drawn {
  type: 'jpeg' | 'png' | 'webp'
  photo: Sharp
  /** Of colours, if it is not in the photo. */
  profile?: Buffer | undefined
}

/**
 * Makes `clean` of `original` in the folder: full size, upright, its colours as they were, nothing but the picture. It is cut
 * out of the upload where nothing need be turned and everything opens its kind, and drawn anew otherwise.
 * @returns its type
 * @throws Problem broken_photo, unsupported_photo
 */
export async function makeClean(folder: string, { kind, turned }: Header): Promise<string> {
  const path = join(folder, 'original')
  const isCut = !turned && kind in CUTTERS
  const { type, bytes, profile } = isCut
    ? { type: kind as Cuttable, bytes: await readFile(path) }
    : await encoded(await drawn(path, kind))
  // What was drawn goes the same way, for the sake of its profile.
  const parts = CUTTERS[type](bytes, profile)
  await writeFile(join(folder, 'clean'), parts)
  return `image/${type}`
}

async function encoded({ type, photo, profile }: Drawn) {
  return { type, bytes: await photo.toBuffer(), profile }
}

/** JPEG, PNG and WebP stay what they are; AVIF and HEIC become JPEG, which everything opens, or PNG if see-through. */
async function drawn(path: string, kind: Kind): Promise<Drawn> {
  if (kind === 'heic') return drawnHeic(await Heic.open(await readFile(path)))
  const photo = sharp(path, UPLOAD).autoOrient().keepIccProfile()
  const { hasAlpha, chromaSubsampling, depth } = await photo.metadata()
  if (kind === 'webp') return { type: 'webp', photo: photo.webp(CLEAN_WEBP) }
  if (kind === 'png') return { type: 'png', photo: photo.toColourspace(depth === 'ushort' ? 'rgb16' : 'srgb').png() }
  if (hasAlpha) return { type: 'png', photo: photo.png() }
  return jpegOf(photo, chromaSubsampling)
}

async function drawnHeic(heic: Heic): Promise<Drawn> {
  const { data, width, height, channels } = heic.decode()
  const photo = sharp(data, { raw: { width, height, channels } })
  const named = heic.profile()
  const profile = named === 'p3' ? await displayP3() : named
  return { ...(channels === 4 ? { type: 'png', photo: photo.png() } : jpegOf(photo)), profile }
}

function jpegOf(photo: Sharp, subsampling = '4:2:0'): Drawn {
  const chromaSubsampling = subsampling === '4:2:0' ? '4:2:0' : '4:4:4'
  return { type: 'jpeg', photo: photo.jpeg({ ...CLEAN_JPEG, chromaSubsampling }) }
}

/** The profile of that name that sharp has inside. */
async function displayP3(): Promise<Buffer | undefined> {
  const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: 'black' } })
  const { icc } = await sharp(await dot.withIccProfile('p3').png().toBuffer()).metadata()
  return icc
}
