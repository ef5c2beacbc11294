import type { ClientId, Photo, PhotoId } from '@snug/contracts'
import type { PictureState, PictureUnderWay } from '../../../posts/picture.ts'
import type { TrayPicture } from '../../../posts/tray.ts'

/** In the shapes that phones make. */
const SHAPES = [
  [1600, 1200],
  [1200, 1600],
  [1600, 900],
  [1400, 1400],
] as const

/** Of the pictures that `sample-pictures.ts` (beside vite.config.ts) serves, in the order of their numbers. */
const THUMBHASHES = [
  '4ggSLYh3eIiPd3iKeHeHhoiAhBgI',
  'ougRNYR3eIiPeHiJeGeHh4iAcvdY',
  'IcgRHYx3eIiPd4iKeHeHhoiBcPfH',
  'Y8cRFY53eIiPd4iKeHeHhnePd/fX',
  'IfcRNYh3eIiPd4iJeGiHhnePe+f3',
  'YicSNYR3eIiPd4iKeHiHhnd/jQiH',
]

/** A picture of a made-up lake. */
export function photo(n: number, more: Partial<Photo> = {}): Photo {
  const [width, height] = SHAPES[n % SHAPES.length] ?? SHAPES[0]
  return {
    id: `77777777-7777-4777-8777-${String(n).padStart(12, '0')}` as PhotoId,
    state: 'ready',
    width,
    height,
    thumbhash: THUMBHASHES[n % THUMBHASHES.length] ?? '',
    animated: false,
    alt: '',
    caption: '',
    ...more,
  }
}

export const photos = (count: number, more: Partial<Photo> = {}): Photo[] =>
  Array.from({ length: count }, (_, at) => photo(at + 1, more))

/** One whose bytes never come: its blur stays, and then a way to ask again. */
export const missing = photo(99, { id: '66666666-6666-4666-8666-000000000099' as PhotoId })

/** A picture as a phone hands it over. */
export async function file(n: number, name = `IMG_20260503_12${n}.jpg`): Promise<File> {
  const [width, height] = [640, 480]
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('Nothing to draw with')
  for (const [at, tone] of [78, 62, 46, 30].entries()) {
    pen.fillStyle = `hsl(${n * 47 + at * 20} 40% ${tone}%)`
    pen.fillRect(0, (at * height) / 4, width, height)
  }
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], name, { type: 'image/jpeg' })
}

export async function trayPicture(n: number, more: Partial<TrayPicture> = {}): Promise<TrayPicture> {
  const chosen = more.file ?? (await file(n))
  return { id: `tray-${n}`, file: chosen, preview: URL.createObjectURL(chosen), alt: '', caption: '', ...more }
}

/** A picture of mine on its way to the place of `photo(n)`. */
export async function underWay(
  n: number,
  clientId: ClientId,
  state: PictureState,
  more: Partial<PictureUnderWay> = {},
): Promise<PictureUnderWay> {
  const place = photo(n, { state: state === 'ready' ? 'ready' : 'pending', thumbhash: '' })
  const size = { width: place.width, height: place.height }
  return { ...(await trayPicture(n)), clientId, photoId: place.id, photo: place, size, state, progress: 0, ...more }
}
