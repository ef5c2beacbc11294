/** What a picture's container holds, told by a reader of its own, so that the darkroom does not judge itself. */

/** Parts that may be in what we hand out. */
const ALLOWED: Record<string, RegExp> = {
  jpeg: /^(SOI|APP0 JFIF|APP2 ICC_PROFILE|APP14 Adobe|DQT|SOF|DHT|DRI|SOS|EOI)$/,
  png: /^(IHDR|PLTE|tRNS|gAMA|cHRM|sRGB|iCCP|sBIT|cICP|IDAT|IEND)$/,
  webp: /^(VP8X|ICCP|ANIM|ANMF|ALPH|VP8 |VP8L)$/,
  gif: /^(control|loop|image|trailer)$/,
}

const READERS: Record<string, (bytes: Buffer) => string[]> = {
  jpeg: jpegParts,
  png: pngParts,
  webp: webpParts,
  gif: gifParts,
}

/** The parts of a picture that nobody but its owner should get; `tail` is what lies behind its end. */
export function strangersIn(format: string, bytes: Buffer): string[] {
  const parts = READERS[format]?.(bytes) ?? ['unknown']
  return parts.filter((part) => !ALLOWED[format]?.test(part))
}

function jpegParts(bytes: Buffer): string[] {
  const names: Record<number, string> = { 196: 'DHT', 219: 'DQT', 221: 'DRI', 218: 'SOS' }
  const parts = ['SOI']
  for (let at = 2; at < bytes.length; ) {
    const marker = bytes[at + 1] as number
    if (marker === 0xd9) return [...parts, 'EOI', ...(at + 2 < bytes.length ? ['tail'] : [])]
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    const name = bytes.toString('latin1', at + 4, end).match(/^[\w]+/)?.[0] ?? ''
    const isFrame = marker >= 0xc0 && marker <= 0xcf
    parts.push(names[marker] ?? (isFrame ? 'SOF' : marker >= 0xe0 ? `APP${marker - 0xe0} ${name}` : `${marker}`))
    at = marker === 0xda ? endOfScan(bytes, end) : end
  }
  return [...parts, 'no end']
}

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const next = bytes[at + 1] as number
    if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

function pngParts(bytes: Buffer): string[] {
  const parts: string[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (parts.at(-1) === 'IEND') return [...parts, 'tail']
    parts.push(bytes.toString('latin1', at + 4, at + 8))
  }
  return parts
}

function webpParts(bytes: Buffer): string[] {
  const end = 8 + bytes.readUInt32LE(4)
  const parts = end === bytes.length ? [] : ['tail']
  for (let at = 12; at < end; ) {
    const size = bytes.readUInt32LE(at + 4)
    parts.push(bytes.toString('latin1', at, at + 4))
    at += parts.at(-1) === 'ANMF' ? 8 + 16 : 8 + size + (size % 2)
  }
  return parts
}

function gifParts(bytes: Buffer): string[] {
  const palette = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const parts: string[] = []
  let at = 13 + palette(bytes[10] as number)
  while (at < bytes.length && parts.at(-1) !== 'trailer') {
    const name = bytes.toString('latin1', at + 3, at + 14)
    if (bytes[at] === 0x3b) parts.push('trailer')
    else if (bytes[at] === 0x2c) parts.push('image')
    else parts.push(bytes[at + 1] === 0xf9 ? 'control' : name === 'NETSCAPE2.0' ? 'loop' : `extension ${name}`)
    if (bytes[at] === 0x3b) at++
    else {
      at += bytes[at] === 0x2c ? 11 + palette(bytes[at + 9] as number) : 2
      while (bytes[at]) at += 1 + (bytes[at] as number)
      at++
    }
  }
  return at < bytes.length ? [...parts, 'tail'] : parts
}
