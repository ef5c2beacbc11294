import { MAX_PROFILE_BYTES, plainProfile } from './icc.ts'
import { broken, Reader } from './reader.ts'

const SOI = Buffer.from([0xff, 0xd8])
const EOI = Buffer.from([0xff, 0xd9])
const SOS = 0xda
/** Baseline, extended, progressive; the last two with arithmetic coding. Decoders open no others. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc9, 0xca])
/** DHT, DAC, DQT, DNL, DRI: how to decode. */
const TABLES = new Set([0xc4, 0xcc, 0xdb, 0xdc, 0xdd])
const JFIF = 0xe0
const ICC = 0xe2
const ADOBE = 0xee
const COMMENT = 0xfe
/** Encoders make ten; each costs a viewer's browser a walk over the whole picture. */
const MAX_SCANS = 100
/** Tables may come before each scan. */
const MAX_SEGMENTS = 1_000
/** Of a profile; their number is a byte. */
const MAX_PARTS = 255

const JFIF_NAME = Buffer.from('JFIF\0')
const ADOBE_NAME = Buffer.from('Adobe')
const ICC_NAME = Buffer.from('ICC_PROFILE\0')
/** Of a profile that a segment holds. */
const ICC_PART_BYTES = 65_535 - 2 - ICC_NAME.length - 2

/**
 * The picture of a JPEG and nothing else: its segments of tables, its frame and its scans, byte for byte, up to the first end
 * marker. A phone's second picture, gain map or clip comes after that, and so would whatever else the file claims to be.
 * @param profile of its colours, if not its own
 */
export function cutJpeg(bytes: Buffer, profile?: Buffer): Buffer[] {
  const reader = new Reader(bytes)
  if (!reader.take(2).equals(SOI)) throw broken('no start')
  const picture: Buffer[] = []
  const notes: Notes = { isJfif: false, profile: [] }
  let frames = 0
  let scans = 0
  for (let marker = nextMarker(reader); marker !== 0xd9; marker = nextMarker(reader)) {
    if (marker === 0x01 || isRestart(marker)) continue
    const content = reader.take(reader.take(2).readUInt16BE() - 2)
    if (isNote(marker)) {
      // Decoders make up their minds about colours when the first scan begins.
      if (scans === 0) read(marker, content, notes)
      continue
    }
    if (!TABLES.has(marker) && !FRAMES.has(marker) && marker !== SOS) throw broken('an unknown marker')
    if (FRAMES.has(marker) && ++frames > 1) throw broken('two pictures in one')
    if (picture.length > MAX_SEGMENTS) throw broken('too many parts')
    picture.push(segment(marker, content))
    if (marker !== SOS) continue
    if (++scans > MAX_SCANS) throw broken('too many scans')
    picture.push(scan(reader))
  }
  if (frames === 0 || scans === 0) throw broken('no picture')
  const colours = profile ? plainProfile(profile) : joined(notes.profile)
  return [SOI, ...colourSegments(notes), ...profileSegments(colours), ...picture, EOI]
}

interface Notes {
  isJfif: boolean
  /** How the colours are meant: 0 as they are, 1 YCbCr, 2 YCCK. */
  adobe?: number
  profile: Buffer[]
}

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7
const isNote = (marker: number) => (marker >= 0xe0 && marker <= 0xef) || marker === COMMENT
const begins = (content: Buffer, name: Buffer, least: number) =>
  content.length >= least && content.subarray(0, name.length).equals(name)

/** Passes what is no marker, as decoders do. */
function nextMarker(reader: Reader): number {
  const start = reader.bytes.indexOf(0xff, reader.at)
  if (start < 0) throw broken('no end')
  reader.at = start
  let marker = 0xff
  while (marker === 0xff) marker = reader.byte()
  return marker === 0 ? nextMarker(reader) : marker
}

/** What is coded, up to the next marker that is no restart. */
function scan(reader: Reader): Buffer {
  const { bytes, at } = reader
  let end = bytes.indexOf(0xff, at)
  while (end >= 0 && end + 1 < bytes.length) {
    const next = bytes[end + 1] as number
    if (next !== 0 && next !== 0xff && !isRestart(next)) return reader.take(end - at)
    end = bytes.indexOf(0xff, next === 0xff ? end + 1 : end + 2)
  }
  throw broken('no end')
}

function read(marker: number, content: Buffer, notes: Notes): void {
  if (marker === JFIF && begins(content, JFIF_NAME, 14)) notes.isJfif = true
  if (marker === ADOBE && begins(content, ADOBE_NAME, 12)) notes.adobe = Math.min(content[11] as number, 2)
  const isProfile = marker === ICC && begins(content, ICC_NAME, ICC_NAME.length + 2)
  if (isProfile && notes.profile.length <= MAX_PARTS) notes.profile.push(content)
}

/** Only what decides how the colours are decoded: no density, no thumbnail. */
function colourSegments({ isJfif, adobe }: Notes): Buffer[] {
  const parts: Buffer[] = []
  if (isJfif) parts.push(segment(JFIF, Buffer.concat([JFIF_NAME, Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0])])))
  if (adobe !== undefined)
    parts.push(segment(ADOBE, Buffer.concat([ADOBE_NAME, Buffer.from([0, 100, 0, 0, 0, 0, adobe])])))
  return parts
}

/** Each part says its number and how many there are. Decoders read no profile whose parts do not fit together. */
function joined(parts: Buffer[]): Buffer | undefined {
  const numberAt = ICC_NAME.length
  const inOrder = parts.toSorted((one, other) => (one[numberAt] as number) - (other[numberAt] as number))
  if (inOrder.some((part, i) => part[numberAt] !== i + 1 || part[numberAt + 1] !== parts.length)) return undefined
  const data = inOrder.map((part) => part.subarray(numberAt + 2))
  if (data.reduce((sum, { length }) => sum + length, 0) > MAX_PROFILE_BYTES) return undefined
  return plainProfile(Buffer.concat(data))
}

function profileSegments(profile: Buffer | undefined): Buffer[] {
  if (!profile) return []
  const count = Math.ceil(profile.length / ICC_PART_BYTES)
  return Array.from({ length: count }, (_, i) => {
    const part = profile.subarray(i * ICC_PART_BYTES, (i + 1) * ICC_PART_BYTES)
    return segment(ICC, Buffer.concat([ICC_NAME, Buffer.from([i + 1, count]), part]))
  })
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
