import { type LongText, Problem } from '@snug/contracts'

/** A media type with its parameters is shorter than this; the comma is not searched for any further. */
const MAX_HEAD = 256
/** Digits decoded at a time. */
const PIECE = 64 * 1024
/** Digits that make up whole bytes. */
const GROUP = 4

/**
 * The bytes of `data:image/png;base64,...`, piece by piece. What it says about its type is not read: the bytes decide. No
 * regular expression and no copy of the whole, whatever the length (SEC-27).
 * @param pointer where in the body it stands, for whoever sent it
 * @throws Problem invalid_body
 */
export function* bytesOfDataUrl(url: string | LongText, pointer = '/dataUrl'): Generator<Buffer> {
  try {
    yield* decodedPieces(url)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new Problem('invalid_body', { errors: [{ pointer, detail: 'is not data:<type>;base64,<data>' }] })
  }
}

class Malformed extends Error {}

function* decodedPieces(url: string | LongText): Generator<Buffer> {
  const text = bytesOf(url)
  const comma = text.subarray(0, MAX_HEAD).indexOf(',')
  const head = text.toString('latin1', 0, Math.max(comma, 0))
  if (!head.startsWith('data:') || !head.toLowerCase().endsWith(';base64')) throw new Malformed()
  let rest = ''
  for (let at = comma + 1; at < text.length; at += PIECE) {
    // Some write a slash as `\/`, as JSON allows. It may be cut in two here, so the last digits wait for the next piece.
    const digits = (rest + text.toString('latin1', at, at + PIECE)).replaceAll('\\/', '/')
    const whole = digits.length - (digits.length % GROUP || GROUP)
    rest = digits.slice(whole)
    if (whole > 0) yield decoded(digits.slice(0, whole))
  }
  if (rest) yield decoded(rest.replace(/={1,2}$/, ''))
}

/** As JSON has it between its quotes. */
function bytesOf(url: string | LongText): Buffer {
  if (typeof url === 'string') return Buffer.from(JSON.stringify(url).slice(1, -1))
  const { buffer, byteOffset, length } = url.bytes
  return Buffer.from(buffer, byteOffset, length)
}

function decoded(digits: string): Buffer {
  const bytes = Buffer.from(digits, 'base64')
  // Node skips what is not base64, so then there are fewer bytes than digits promise.
  if (digits.length % GROUP === 1 || bytes.length !== Math.floor((digits.length * 3) / GROUP)) throw new Malformed()
  return bytes
}
