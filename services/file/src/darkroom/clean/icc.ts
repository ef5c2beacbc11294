/**
 * A colour profile says more than colours: whose screen it was made for, with its serial number (macOS writes `mmod`), by
 * what program and when. We write it anew with what decides the colours, and nothing else.
 */

/** A printer's profile has some 2 MiB; screens' have a few kilobytes. */
export const MAX_PROFILE_BYTES = 4 * 1024 * 1024
/** Real ones have some twenty. */
const MAX_TAGS = 100

const HEADER_BYTES = 128
const TABLE_ENTRY_BYTES = 12
/** Parts of the header that decide: version, class, colour space and the space it connects to; intent and white. */
const HEADER_PARTS = [
  [8, 24],
  [64, 80],
] as const
const SIGNATURE = 'acsp'

type Size = (data: Buffer) => number
const fixed = (bytes: number) => () => bytes
const whole: Size = (data) => data.length
/** Numbers that follow each kind of formula. */
const PARAMETERS = [1, 3, 4, 5, 7]

/** Kinds of data, and how long each is by its own word: what lies behind that is not colour. */
const XYZ = { 'XYZ ': fixed(20) }
const CURVE: Record<string, Size> = {
  curv: (data) => 12 + 2 * data.readUInt32BE(8),
  para: (data) => 12 + 4 * (PARAMETERS[data.readUInt16BE(8)] ?? Number.POSITIVE_INFINITY),
}
const TABLE = { mft1: whole, mft2: whole, 'mAB ': whole, 'mBA ': whole }
const TAGS: Record<string, Record<string, Size>> = {
  ...Object.fromEntries(['wtpt', 'bkpt', 'rXYZ', 'gXYZ', 'bXYZ'].map((tag) => [tag, XYZ])),
  ...Object.fromEntries(['rTRC', 'gTRC', 'bTRC', 'kTRC'].map((tag) => [tag, CURVE])),
  ...Object.fromEntries(['A2B0', 'A2B1', 'A2B2', 'B2A0', 'B2A1', 'B2A2', 'gamt'].map((tag) => [tag, TABLE])),
  chad: { sf32: fixed(44) },
  cicp: { cicp: fixed(12) },
}
/** The shortest of them. */
const MIN_TAG_BYTES = 12

interface Tag {
  name: string
  data: Buffer
}

/**
 * The same colours in a profile that says nothing else; undefined if it cannot be read. No decoder reads such a profile
 * either: all show the picture as if it had none, and so they do when it is gone.
 */
export function plainProfile(profile: Buffer): Buffer | undefined {
  if (profile.length < HEADER_BYTES + 4 || profile.length > MAX_PROFILE_BYTES) return undefined
  if (profile.toString('latin1', 36, 40) !== SIGNATURE) return undefined
  const count = profile.readUInt32BE(HEADER_BYTES)
  const table = profile.subarray(HEADER_BYTES + 4, HEADER_BYTES + 4 + count * TABLE_ENTRY_BYTES)
  if (count > MAX_TAGS || table.length < count * TABLE_ENTRY_BYTES) return undefined
  const tags: Tag[] = []
  for (let at = 0; at < table.length; at += TABLE_ENTRY_BYTES) {
    const name = table.toString('latin1', at, at + 4)
    const kinds = TAGS[name]
    if (!kinds || tags.some((tag) => tag.name === name)) continue
    const data = dataAt(profile, table.readUInt32BE(at + 4), table.readUInt32BE(at + 8), kinds)
    if (!data) return undefined
    tags.push({ name, data })
  }
  return tags.length > 0 ? written(profile, [...wordsFor(profile), ...tags]) : undefined
}

function dataAt(profile: Buffer, offset: number, length: number, kinds: Record<string, Size>): Buffer | undefined {
  const data = profile.subarray(offset, offset + length)
  if (data.length < Math.max(length, MIN_TAG_BYTES)) return undefined
  const size = kinds[data.toString('latin1', 0, 4)]?.(data)
  return size !== undefined && size <= data.length ? data.subarray(0, size) : undefined
}

/** A name and a notice, which every profile must have: the same for all. */
function wordsFor(profile: Buffer): Tag[] {
  const isOld = (profile[8] as number) < 4
  return [
    { name: 'desc', data: isOld ? oldName('c') : localised('c') },
    { name: 'cprt', data: isOld ? Buffer.from('text\0\0\0\0-\0', 'latin1') : localised('-') },
  ]
}

function oldName(text: string): Buffer {
  const data = Buffer.alloc(12 + text.length + 1 + 8 + 3 + 67)
  data.write('desc', 0, 'latin1')
  data.writeUInt32BE(text.length + 1, 8)
  data.write(text, 12, 'latin1')
  return data
}

function localised(text: string): Buffer {
  const data = Buffer.alloc(28 + 2 * text.length)
  data.write('mluc', 0, 'latin1')
  data.writeUInt32BE(1, 8)
  data.writeUInt32BE(12, 12)
  data.write('enUS', 16, 'latin1')
  data.writeUInt32BE(2 * text.length, 20)
  data.writeUInt32BE(28, 24)
  Buffer.from(text, 'utf16le').swap16().copy(data, 28)
  return data
}

/** Tags of equal data share it, as curves of the three colours mostly do. */
function written(profile: Buffer, tags: Tag[]): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + 4 + tags.length * TABLE_ENTRY_BYTES)
  for (const [from, to] of HEADER_PARTS) profile.copy(head, from, from, to)
  head.write(SIGNATURE, 36, 'latin1')
  head.writeUInt32BE(tags.length, HEADER_BYTES)
  const parts = [head]
  const placed: { data: Buffer; offset: number }[] = []
  let end = head.length
  for (const [i, { name, data }] of tags.entries()) {
    let place = placed.find((other) => other.data.equals(data))
    if (!place) {
      place = { data, offset: end }
      placed.push(place)
      const padded = Buffer.alloc(Math.ceil(data.length / 4) * 4)
      data.copy(padded)
      parts.push(padded)
      end += padded.length
    }
    const entry = HEADER_BYTES + 4 + i * TABLE_ENTRY_BYTES
    head.write(name, entry, 'latin1')
    head.writeUInt32BE(place.offset, entry + 4)
    head.writeUInt32BE(data.length, entry + 8)
  }
  head.writeUInt32BE(end, 0)
  return Buffer.concat(parts)
}
