import type { Shrunk } from './shrink.ts'

/** The shorter edge of a preview in px: sharp on a dense screen, and some 20 KB. */
const EDGE = 320
const QUALITY = 0.8

addEventListener('message', async ({ data: { id, file } }: MessageEvent<{ id: number; file: File }>) => {
  const copy = await smallCopyOf(file).catch(() => undefined)
  const answer: Shrunk = { id, ...(copy && { copy }) }
  postMessage(answer)
})

/** Upright, for the browser turns a picture as its EXIF says when it opens it. */
async function smallCopyOf(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, EDGE / Math.min(picture.width, picture.height))
  const [width = 1, height = 1] = [picture.width, picture.height].map((edge) => Math.max(1, Math.round(edge * scale)))
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  if (pen) pen.imageSmoothingQuality = 'high'
  pen?.drawImage(picture, 0, 0, width, height)
  picture.close()
  return canvas.convertToBlob({ type: 'image/webp', quality: QUALITY })
}
