import { cutGif } from './gif.ts'
import { cutJpeg } from './jpeg.ts'
import { cutPng } from './png.ts'
import { cutWebp } from './webp.ts'

/**
 * Containers that we can take apart: the parts of one that make the picture, as they came, so that its pixels are the
 * same and nothing but the picture is left. Lists of what stays, never of what goes: what we do not know goes.
 * @throws Problem broken_photo
 */
export const CUTTERS = { jpeg: cutJpeg, png: cutPng, webp: cutWebp, gif: cutGif } as const
export type Cuttable = keyof typeof CUTTERS
