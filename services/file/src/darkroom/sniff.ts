import { open } from 'node:fs/promises'

/** The kinds of picture we know by their first bytes. */
export type Kind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic'

/** Enough for the brands in the first box of an ISO media file, the longest of these beginnings. */
const HEAD_BYTES = 256

const AVIF = new Set(['avif', 'avis'])
const HEIC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'])

/** What the bytes of a file begin like, whatever anybody says it is; undefined when like nothing we know. */
export async function kindOf(path: string): Promise<Kind | undefined> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return sniff(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

export function sniff(head: Buffer): Kind | undefined {
  const text = head.toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp'
  if (text.startsWith('ftyp', 4)) return kindOfBrands(text.slice(8, head.readUInt32BE(0)))
  return undefined
}

/** The major brand, four bytes of version, and the brands that the file is compatible with. */
function kindOfBrands(brands: string): Kind | undefined {
  const named = brands.match(/.{4}/gs) ?? []
  if (named.some((brand) => AVIF.has(brand))) return 'avif'
  if (named.some((brand) => HEIC.has(brand))) return 'heic'
  return undefined
}
