import { exifOfTurned, turnedExif } from './exif.ts'

type Bytes = Uint8Array<ArrayBuffer>

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const EXIF = [0x65, 0x58, 0x49, 0x66]
const END = [0x49, 0x45, 0x4e, 0x44]
/** Length and name come before what a chunk holds, a sum behind it. */
const HEAD_BYTES = 8
const SUM_BYTES = 4
/** Where the second chunk begins: the first is always the header. */
const SECOND = 33

/** The parts of a PNG that is shown a quarter further to the right. @throws RangeError when it cannot be read */
export function turnedPng(bytes: Bytes): Bytes[] {
  if (!begins(bytes, SIGNATURE)) throw new RangeError('No PNG')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = SECOND; at < bytes.length && !begins(bytes.subarray(at + 4), END); ) {
    const content = at + HEAD_BYTES
    const end = content + view.getUint32(at)
    if (begins(bytes.subarray(at + 4), EXIF))
      return [bytes.subarray(0, at), chunkOf(turnedExif(bytes.slice(content, end))), bytes.subarray(end + SUM_BYTES)]
    at = end + SUM_BYTES
  }
  return [bytes.subarray(0, SECOND), chunkOf(exifOfTurned()), bytes.subarray(SECOND)]
}

const begins = (bytes: Bytes, name: readonly number[]) => name.every((byte, at) => bytes[at] === byte)

function chunkOf(exif: Bytes): Bytes {
  const chunk = new Uint8Array(HEAD_BYTES + exif.length + SUM_BYTES)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, exif.length)
  chunk.set(EXIF, 4)
  chunk.set(exif, HEAD_BYTES)
  view.setUint32(HEAD_BYTES + exif.length, crc32(chunk.subarray(4, HEAD_BYTES + exif.length)))
  return chunk
}

/** The sum that a PNG has for each of its chunks. */
function crc32(bytes: Bytes): number {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xed_b8_83_20 : 0)
  }
  return ~sum >>> 0
}
