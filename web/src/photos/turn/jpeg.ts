import { exifOfTurned, turnedExif } from './exif.ts'

type Bytes = Uint8Array<ArrayBuffer>

const SOI = 0xffd8
const MARKER = 0xff
/** Begins what is coded; notes stand before it. */
const SOS = 0xda
const JFIF = 0xe0
const EXIF = 0xe1
const EXIF_NAME = [0x45, 0x78, 0x69, 0x66, 0, 0]
/** A marker and a length come before what a segment holds; the length counts itself. */
const HEAD_BYTES = 4
const MOST_BYTES = 65_535

/** The parts of a JPEG that is shown a quarter further to the right. @throws RangeError when it cannot be read */
export function turnedJpeg(bytes: Bytes): Bytes[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.getUint16(0) !== SOI) throw new RangeError('No JPEG')
  let free = 2
  for (let at = 2; view.getUint8(at) === MARKER && view.getUint8(at + 1) !== SOS; ) {
    const [marker, end] = [view.getUint8(at + 1), at + 2 + view.getUint16(at + 2)]
    const content = bytes.subarray(at + HEAD_BYTES, end)
    if (marker === EXIF && EXIF_NAME.every((byte, place) => content[place] === byte))
      return [bytes.subarray(0, at), segmentOf(turnedExif(content.slice(EXIF_NAME.length))), bytes.subarray(end)]
    if (marker === JFIF && at === 2) free = end // which wants to be the first
    at = end
  }
  return [bytes.subarray(0, free), segmentOf(exifOfTurned()), bytes.subarray(free)]
}

function segmentOf(exif: Bytes): Bytes {
  const length = 2 + EXIF_NAME.length + exif.length
  if (length > MOST_BYTES) throw new RangeError('Too much Exif')
  return Uint8Array.from([MARKER, EXIF, length >> 8, length & 0xff, ...EXIF_NAME, ...exif])
}
