import { plainProfile } from './icc.ts'
import { broken, Reader } from './reader.ts'

/** Says size and what else is there. */
const EXTENDED = 'VP8X'
const EXTENDED_BYTES = 10
/** Flags of it that may stay. Those of Exif and XMP go with what they stand for. */
const HAS_PROFILE = 0x20
const HAS_ALPHA = 0x10
const IS_ANIMATED = 0x02
const ANIM_BYTES = 6
/** Frames, and some notes. */
const MAX_CHUNKS = 2_000
/** Place, size and time of a frame, before its own chunks. */
const FRAME_HEAD_BYTES = 16

interface Chunk {
  name: string
  data: Buffer
}

/** The picture or the frames of a WebP, byte for byte, its colour profile, and nothing else or behind it. */
export function cutWebp(bytes: Buffer): Buffer[] {
  const reader = new Reader(bytes)
  if (reader.take(4).toString('latin1') !== 'RIFF') throw broken('no start')
  const size = reader.take(4).readUInt32LE()
  const content = new Reader(reader.take(size))
  if (content.take(4).toString('latin1') !== 'WEBP') throw broken('no start')
  const first = nextChunk(content)
  return riff(first.name === EXTENDED ? extended(first.data, chunksOf(content)) : picture([first]))
}

function extended(header: Buffer, chunks: Chunk[]): Buffer[] {
  if (header.length < EXTENDED_BYTES) throw broken('no header')
  const flags = header[0] as number
  const found = chunks.find(({ name }) => name === 'ICCP')
  const profile = found && plainProfile(found.data)
  const head = Buffer.from(header.subarray(0, EXTENDED_BYTES))
  head.set([(flags & (HAS_ALPHA | IS_ANIMATED)) | (profile ? HAS_PROFILE : 0), 0, 0, 0])
  const body = flags & IS_ANIMATED ? animation(chunks) : picture(chunks)
  return [...chunk(EXTENDED, [head]), ...(profile ? chunk('ICCP', [profile]) : []), ...body]
}

function animation(chunks: Chunk[]): Buffer[] {
  const loops = chunks.find(({ name }) => name === 'ANIM')
  const frames = chunks.filter(({ name }) => name === 'ANMF')
  if (!loops || loops.data.length < ANIM_BYTES || frames.length === 0) throw broken('no frames')
  return [...chunk('ANIM', [loops.data.subarray(0, ANIM_BYTES)]), ...frames.flatMap(({ data }) => frame(data))]
}

function frame(data: Buffer): Buffer[] {
  const reader = new Reader(data)
  const head = reader.take(FRAME_HEAD_BYTES)
  return chunk('ANMF', [head, ...picture(chunksOf(reader))])
}

/** Its alpha belongs to a lossy picture only. */
function picture(chunks: Chunk[]): Buffer[] {
  const coded = chunks.find(({ name }) => name === 'VP8 ' || name === 'VP8L')
  if (!coded) throw broken('no picture')
  const alpha = coded.name === 'VP8 ' && chunks.find(({ name }) => name === 'ALPH')
  return [...(alpha ? chunk('ALPH', [alpha.data]) : []), ...chunk(coded.name, [coded.data])]
}

function chunksOf(reader: Reader): Chunk[] {
  const chunks: Chunk[] = []
  while (!reader.isAtEnd) {
    if (chunks.length >= MAX_CHUNKS) throw broken('too many parts')
    chunks.push(nextChunk(reader))
  }
  return chunks
}

/** Some writers leave out the last byte that makes the length even. */
function nextChunk(reader: Reader): Chunk {
  const name = reader.take(4).toString('latin1')
  const data = reader.take(reader.take(4).readUInt32LE())
  if (data.length % 2 && !reader.isAtEnd) reader.take(1)
  return { name, data }
}

function chunk(name: string, parts: Buffer[]): Buffer[] {
  const size = sizeOf(parts)
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(size, 4)
  return [head, ...parts, ...(size % 2 ? [Buffer.alloc(1)] : [])]
}

function riff(parts: Buffer[]): Buffer[] {
  return chunk('RIFF', [Buffer.from('WEBP'), ...parts])
}

const sizeOf = (parts: Buffer[]) => parts.reduce((sum, { length }) => sum + length, 0)
