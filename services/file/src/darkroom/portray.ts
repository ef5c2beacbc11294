import { join } from 'node:path'
import { AVATAR_SIZES, type Crop } from '@snug/contracts'
import { makeClean } from './clean/clean.ts'
import { sharp, UPLOAD } from './decoders.ts'
import type { Header } from './header.ts'
import { squareOf } from './square.ts'

const WEBP = { quality: 82, effort: 4 }

/**
 * Makes of `original` the faces of an avatar, beside it in the folder: a square of the upright picture, in sRGB, never
 * enlarged, without metadata. Of an animation it is the first frame. An inspected picture only.
 * @throws Problem broken_photo, unsupported_photo
 */
export async function portray(folder: string, header: Header, crop: Crop | undefined): Promise<void> {
  await makeClean(folder, header)
  const { x: left, y: top, side } = squareOf(header, crop)
  const { data, info } = await sharp(join(folder, 'clean'), UPLOAD)
    .extract({ left, top, width: side, height: side })
    .resize(within(AVATAR_SIZES.large))
    .raw()
    .toBuffer({ resolveWithObject: true })
  for (const size of ['large', 'small'] as const) {
    const face = sharp(data, { raw: info }).resize(within(AVATAR_SIZES[size]))
    await face.webp(WEBP).toFile(join(folder, size))
  }
}

const within = (edge: number) => ({ width: edge, height: edge, withoutEnlargement: true })
