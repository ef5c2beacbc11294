export interface ByteRange {
  first: number
  last: number
}

/**
 * The one part of a file that a Range header asks for (RFC 9110, 14.1.2).
 * @returns undefined for the whole file: no header, another unit, several ranges; `none` when the file has no such part
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'none' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (from === '') return to === '0' || size === 0 ? 'none' : { first: Math.max(0, size - Number(to)), last: size - 1 }
  const range = { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
  if (to !== '' && Number(to) < range.first) return undefined
  return range.first >= size ? 'none' : range
}
