import type { Picture, Size } from './picture.ts'

/** The pixels of a picture, upright; undefined where this browser cannot open it, as most cannot with HEIC. */
export function measure({ preview }: Picture): Promise<Size | undefined> {
  const { promise, resolve } = Promise.withResolvers<Size | undefined>()
  const image = new Image()
  image.onload = () => {
    const { naturalWidth: width, naturalHeight: height } = image
    resolve(width > 0 && height > 0 ? { width, height } : undefined)
  }
  image.onerror = () => resolve(undefined)
  image.src = preview
  return promise
}

/** SHA-256 in hex. On plain http, where a home network's Snug may well be, browsers have none: the house does without. */
export async function hash(file: File): Promise<string | undefined> {
  if (!crypto.subtle) return undefined
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
