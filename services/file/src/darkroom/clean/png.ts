import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { MAX_PROFILE_BYTES, plainProfile } from './icc.ts'
import { broken, Reader } from './reader.ts'

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/**
 * What decides how pixels look, with the bytes that each may have at most. Not `bKGD` and `pHYs`: a page has its own ground,
 * and pixels are square. Not the frames of an APNG: the picture that everything opens is the one that is drawn.
 */
const KEPT: Record<string, number> = {
  PLTE: 768,
  tRNS: 256,
  gAMA: 4,
  cHRM: 32,
  sRGB: 1,
  sBIT: 4,
  cICP: 4,
  mDCV: 24,
  cLLI: 8,
}
const IHDR_BYTES = 13
/** A name of at most 79 letters, its end, and how the rest is packed. */
const MAX_NAME_BYTES = 80

interface Chunk {
  start: number
  type: string
  data: Buffer
  /** With length and checksum. */
  whole: Buffer
}

/**
 * The picture of a PNG and nothing else: no text, time or Exif, and nothing behind its end, where tools that cropped a
 * picture left the rest of it (CVE-2023-21036).
 * @param profile of its colours, if it has none
 */
export function cutPng(bytes: Buffer, profile?: Buffer): Buffer[] {
  const reader = new Reader(bytes)
  if (!reader.take(SIGNATURE.length).equals(SIGNATURE)) throw broken('no start')
  const header = nextChunk(reader)
  if (header.type !== 'IHDR' || header.data.length !== IHDR_BYTES) throw broken('no header')
  const before = profileChunk(profile)
  const seen = new Set<string>()
  /** Where its data lies, in one run of chunks. Decoders ignore data that comes later. */
  let data: { start: number; end: number } | undefined
  for (let chunk = nextChunk(reader); chunk.type !== 'IEND'; chunk = nextChunk(reader)) {
    const { start, type } = chunk
    if (type === 'IDAT') {
      data ??= { start, end: start }
      if (data.end === start) data.end = reader.at
    } else if (!data && mayStay(type) && !seen.has(type)) {
      seen.add(type)
      before.push(...kept(chunk))
    }
  }
  if (!data) throw broken('no picture')
  return [SIGNATURE, header.whole, ...before, bytes.subarray(data.start, data.end), chunkOf('IEND', Buffer.alloc(0))]
}

function nextChunk(reader: Reader): Chunk {
  const start = reader.at
  const length = reader.take(4).readUInt32BE()
  const type = reader.take(4).toString('latin1')
  const data = reader.take(length)
  reader.take(4)
  return { start, type, data, whole: reader.bytes.subarray(start, reader.at) }
}

const mayStay = (type: string) => type === 'iCCP' || Object.hasOwn(KEPT, type)

function kept({ type, data, whole }: Chunk): Buffer[] {
  if (type === 'iCCP') return profileChunk(unpacked(data))
  return data.length <= (KEPT[type] as number) ? [whole] : []
}

function profileChunk(profile: Buffer | undefined): Buffer[] {
  const plain = profile && plainProfile(profile)
  return plain ? [chunkOf('iCCP', Buffer.concat([Buffer.from('icc\0\0'), deflateSync(plain)]))] : []
}

/** Undefined if it is no zlib stream, or a bomb. */
function unpacked(data: Buffer): Buffer | undefined {
  const end = data.subarray(0, MAX_NAME_BYTES).indexOf(0)
  try {
    return end < 0 ? undefined : inflateSync(data.subarray(end + 2), { maxOutputLength: MAX_PROFILE_BYTES })
  } catch {
    return undefined
  }
}

function chunkOf(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}
