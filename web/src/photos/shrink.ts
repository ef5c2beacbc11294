import { Turnstile } from './turnstile.ts'

/** The shorter edge of a preview in px: sharp on a dense screen, and some 20 KB. */
const EDGE = 320
/** Pictures that are opened at the same time: 12 megapixels take 48 MB until they are small. */
const AT_ONCE = 2

const turnstile = new Turnstile(AT_ONCE)

/** A small copy of a picture, upright. Rejects where this browser cannot open it, or nobody waits for it any more. */
export function shrink(file: File, signal: AbortSignal): Promise<Blob> {
  return turnstile.pass(async () => {
    signal.throwIfAborted()
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, EDGE / Math.min(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    const pen = canvas.getContext('2d')
    if (pen) pen.imageSmoothingQuality = 'high'
    pen?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const { promise, resolve, reject } = Promise.withResolvers<Blob>()
    canvas.toBlob((copy) => (copy ? resolve(copy) : reject(new Error('The canvas gave nothing'))), 'image/webp', 0.8)
    return promise
  })
}
