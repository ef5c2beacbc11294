import { thumbHashToDataURL } from 'thumbhash'

const drawn = new Map<string, string>()
/** Kept drawings; each is a few kB. */
const MOST_KEPT = 500

/** A data: address of the blur that stands for a picture until it comes; undefined for a hash that cannot be read. */
export function placeholder(thumbhash: string): string | undefined {
  const known = drawn.get(thumbhash)
  if (known) return known
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)))
    if (drawn.size >= MOST_KEPT) drawn.clear()
    drawn.set(thumbhash, url)
    return url
  } catch {
    return undefined
  }
}
