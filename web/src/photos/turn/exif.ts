/** What an Exif block holds: a TIFF file without a picture, with a list of entries about the one around it. */
type Block = Uint8Array<ArrayBuffer>

/** How the picture is to be turned, or mirrored, before it is shown: 1 is as it is. */
const ORIENTATION = 0x0112
/** A number of two bytes. */
const SHORT = 3
const ENTRY_BYTES = 12
/** In front of an entry's value: what it is about, its type, and how many of them. */
const VALUE_AT = 8

/** By the orientation of a picture the one a quarter to the right of it; the last four are mirrored. */
const RIGHT: Record<number, number> = { 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2 }
const rightOf = (orientation = 1): number => RIGHT[orientation] ?? 6

/** The block as it is when the picture is turned by a quarter to the right. @throws RangeError when it cannot be read */
export function turnedExif(block: Block): Block {
  const turned = block.slice()
  const view = new DataView(turned.buffer)
  const isLittle = isLittleEndian(view)
  const list = view.getUint32(4, isLittle)
  const count = view.getUint16(list, isLittle)
  for (let at = list + 2; at < list + 2 + count * ENTRY_BYTES; at += ENTRY_BYTES) {
    if (view.getUint16(at, isLittle) !== ORIENTATION) continue
    write(view, at, rightOf(view.getUint16(at + VALUE_AT, isLittle)), isLittle)
    return turned
  }
  return withOrientation(turned, { list, count, isLittle })
}

/** A block that says nothing else. */
export function exifOfTurned(): Block {
  const bare = new Uint8Array(8)
  bare.set([0x4d, 0x4d, 0, 42]) // in the order of the network
  return withOrientation(bare, { list: 0, count: 0, isLittle: false })
}

/** "II" or "MM", and 42. */
function isLittleEndian(view: DataView): boolean {
  const isLittle = view.getUint16(0) === 0x4949
  if (!isLittle && view.getUint16(0) !== 0x4d4d) throw new RangeError('No Exif')
  if (view.getUint16(2, isLittle) !== 42) throw new RangeError('No Exif')
  return isLittle
}

interface List {
  list: number
  count: number
  isLittle: boolean
}

/** Behind the block a longer list takes the place of its first one, for entries are found by where they lie. */
function withOrientation(block: Block, { list, count, isLittle }: List): Block {
  const entries = Array.from({ length: count }, (_, at) => {
    const start = list + 2 + at * ENTRY_BYTES
    return block.subarray(start, start + ENTRY_BYTES)
  })
  const tagOf = (entry: Block) => new DataView(entry.buffer, entry.byteOffset).getUint16(0, isLittle)
  const before = entries.filter((entry) => tagOf(entry) < ORIENTATION).length // they are in order
  const at = block.length + (block.length % 2)
  const longer = new Uint8Array(at + 2 + (count + 1) * ENTRY_BYTES + 4)
  const view = new DataView(longer.buffer)
  const placeOf = (number: number) => at + 2 + number * ENTRY_BYTES
  longer.set(block)
  view.setUint32(4, at, isLittle)
  view.setUint16(at, count + 1, isLittle)
  entries.forEach((entry, number) => {
    longer.set(entry, placeOf(number < before ? number : number + 1))
  })
  write(view, placeOf(before), rightOf(), isLittle)
  // Where the list after it lies, as of a thumbnail.
  if (count > 0) longer.set(block.subarray(list + 2 + count * ENTRY_BYTES).subarray(0, 4), placeOf(count + 1))
  return longer
}

function write(view: DataView, at: number, orientation: number, isLittle: boolean): void {
  view.setUint16(at, ORIENTATION, isLittle)
  view.setUint16(at + 2, SHORT, isLittle)
  view.setUint32(at + 4, 1, isLittle)
  view.setUint16(at + VALUE_AT, orientation, isLittle)
}
