import { Problem } from '@snug/contracts'

/** A media type with its parameters is shorter than this; the comma is not searched for any further. */
const MAX_HEAD = 256

/**
 * The bytes of `data:image/png;base64,...`. What it says about its type is not read: the bytes decide. No regular
 * expression and one copy, whatever the length (SEC-27).
 * @throws Problem invalid_body
 */
export function bytesOfDataUrl(url: string): Buffer {
  const comma = url.slice(0, MAX_HEAD).indexOf(',')
  if (comma === -1 || !url.slice(0, comma).toLowerCase().endsWith(';base64')) throw malformed()
  const padding = url.endsWith('==') ? 2 : url.endsWith('=') ? 1 : 0
  const digits = url.length - comma - 1 - padding
  const bytes = Buffer.from(url.slice(comma + 1), 'base64')
  // Node skips what is not base64, so then there are fewer bytes than digits promise.
  if (digits % 4 === 1 || bytes.length !== Math.floor((digits * 3) / 4)) throw malformed()
  return bytes
}

const malformed = () =>
  new Problem('invalid_body', { errors: [{ pointer: '/dataUrl', detail: 'is not data:<type>;base64,<data>' }] })
