import { broken, Reader } from './reader.ts'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = Buffer.from([0x3b])
const CONTROL = 0xf9
const APPLICATION = 0xff
const CONTROL_BYTES = 4
const LOOP_BYTES = 3
/** Applications whose word on how often to repeat is heard. */
const LOOPING = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0'])

/** The frames of a GIF, byte for byte, and how they repeat; no comments, texts or other programs' notes, nothing behind it. */
export function cutGif(bytes: Buffer): Buffer[] {
  const reader = new Reader(bytes)
  const head = [reader.take(6), screen(reader)]
  const frames: Buffer[] = []
  /** Of the frame that comes next: its time, and what is see-through. */
  let control: Buffer[] = []
  let loop: Buffer[] = []
  // Some writers leave out the trailer, and everything opens what they wrote.
  while (!reader.isAtEnd) {
    const kind = reader.byte()
    if (kind === TRAILER[0]) break
    if (kind === EXTENSION) {
      const { label, first, second, whole } = extension(reader)
      if (label === CONTROL && first?.length === CONTROL_BYTES && !second) control = [whole]
      if (label === APPLICATION) loop = loopOf(first, second) ?? loop
    } else if (kind === IMAGE) {
      frames.push(...control, image(reader))
      control = []
    } else if (kind !== 0) throw broken('an unknown block')
  }
  if (frames.length === 0) throw broken('no picture')
  return [...head, ...loop, ...frames, TRAILER]
}

function screen(reader: Reader): Buffer {
  const start = reader.at
  palette(reader, reader.take(7)[4] as number)
  return reader.bytes.subarray(start, reader.at)
}

function extension(reader: Reader) {
  const start = reader.at - 1
  const label = reader.byte()
  const [first, second] = subBlocks(reader)
  return { label, first, second, whole: reader.bytes.subarray(start, reader.at) }
}

function loopOf(name: Buffer | undefined, times: Buffer | undefined): Buffer[] | undefined {
  if (!name || !LOOPING.has(name.toString('latin1'))) return undefined
  if (times?.length !== LOOP_BYTES || times[0] !== 1) return undefined
  return [Buffer.from([EXTENSION, APPLICATION, name.length]), name, Buffer.from([LOOP_BYTES]), times, Buffer.alloc(1)]
}

function image(reader: Reader): Buffer {
  const start = reader.at - 1
  palette(reader, reader.take(9)[8] as number)
  reader.take(1) // bits of its first code
  subBlocks(reader)
  return reader.bytes.subarray(start, reader.at)
}

function palette(reader: Reader, flags: number): void {
  if (flags & 0x80) reader.take(3 * 2 ** ((flags & 7) + 1))
}

/** @returns the first two, which are enough to know what they are about; there may be millions */
function subBlocks(reader: Reader): Buffer[] {
  const blocks: Buffer[] = []
  for (let length = reader.byte(); length > 0; length = reader.byte()) {
    const block = reader.take(length)
    if (blocks.length < 2) blocks.push(block)
  }
  return blocks
}
