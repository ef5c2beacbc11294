import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { lakeHeic } from './heic.ts'
import { animation, chunk, lake, pngOf } from './support.ts'

/** What somebody might send who means ill, by what it is. All of it must be refused. */
export async function hostilePictures(): Promise<Record<string, Buffer>> {
  const jpeg = await lake(200, 150).jpeg().toBuffer()
  const heic = lakeHeic
  const dot = await sharp(await animation(3, 2, 2), { join: { animated: true } })
    .gif()
    .toBuffer()
  return {
    'no bytes': Buffer.alloc(0),
    'one byte': Buffer.from([0xff]),
    'random bytes': Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 0xff)),
    'JPEG beginning, then zeros': Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(100_000)]),
    'SVG with a script': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    HTML: Buffer.from('<!doctype html><script>alert(1)</script>'),
    PDF: Buffer.from('%PDF-1.7\n1 0 obj\n'),
    PSD: Buffer.concat([Buffer.from('8BPS\0\x01'), Buffer.alloc(200)]),
    TIFF: await lake(40, 30).tiff().toBuffer(),
    MP4: Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'), Buffer.alloc(500)]),
    'PNG of 30,000 x 30,000': pngOf(30_000, 30_000),
    'PNG of 2^31 - 1 x 2^31 - 1': pngOf(2 ** 31 - 1, 2 ** 31 - 1),
    'PNG that says 7,000 x 7,000 and ends': pngOf(7_000, 7_000),
    'PNG of a million parts': pngWith(Buffer.alloc(8), Buffer.alloc(12 * 1_000_000, chunk('IDAT', Buffer.alloc(0)))),
    'JPEG of 65,535 x 65,535': sized(jpeg, 65_535, 65_535),
    'JPEG that says 65,535 x 1,500 and is small': sized(jpeg, 65_535, 1_500),
    'JPEG of a thousand scans': scans(await lake(200, 150).jpeg({ progressive: true }).toBuffer(), 1_000),
    'JPEG of a million tables': tables(jpeg, 1_000_000),
    'GIF of 10,000 frames': repeated(dot, 10_000),
    'GIF of 65,535 x 65,535': gifOf(65_535, 65_535),
    'WebP that says it is larger than it is': webpOf(await lake(40, 30).webp().toBuffer()),
    'AVIF with an end that is missing': (await lake(200, 150).avif().toBuffer()).subarray(0, 330),
    'HEIC that begins and ends': Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]),
    'HEIC that contains itself': nested(10_000),
    'HEIC of 60,000 x 60,000': patched(heic, 'ispe', (at) => heicSize(heic, at, 60_000, 60_000)),
    'HEIC that says 5,000 x 5,000 and is small': patched(heic, 'ispe', (at) => heicSize(heic, at, 5_000, 5_000)),
    'HEIC without its data': heic.subarray(0, heic.indexOf('mdat') + 4),
    'HEIC called AVIF': patched(heic, 'heic', () => Buffer.from('avif')),
  }
}

/** What looks like harm and can do none: there is a picture in it. */
export async function oddPictures(): Promise<Record<string, Buffer>> {
  const odd: Record<string, Buffer> = {
    'PNG whose data is a bomb': pngWith(bomb(200)),
    'GIF of millions of notes': notes(await lake(40, 30).gif().toBuffer(), 3_000_000),
  }
  const tails = ['PK\x03\x04 a ZIP of somebody', '*/alert(1)//', '<html><script>alert(1)</script></html>']
  for (const format of ['jpeg', 'png', 'webp', 'gif'] as const)
    for (const tail of tails)
      odd[`${format} and ${tail}`] = Buffer.concat([await lake().toFormat(format).toBuffer(), Buffer.from(tail)])
  return odd
}

const bomb = (mebibytes: number) => deflateSync(Buffer.alloc(mebibytes * 1024 * 1024))

function pngWith(data: Buffer, more = Buffer.alloc(0)): Buffer {
  const picture = pngOf(200, 200)
  return Buffer.concat([picture.subarray(0, 33), chunk('IDAT', data), more, chunk('IEND', Buffer.alloc(0))])
}

function sized(jpeg: Buffer, width: number, height: number): Buffer {
  const bytes = Buffer.from(jpeg)
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(height, frame + 5)
  bytes.writeUInt16BE(width, frame + 7)
  return bytes
}

/** The last scan over and over. */
function scans(jpeg: Buffer, times: number): Buffer {
  const last = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2)
  return Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(last.length * times, last), jpeg.subarray(-2)])
}

function tables(jpeg: Buffer, times: number): Buffer {
  const restart = Buffer.from([0xff, 0xdd, 0, 4, 0, 0])
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.alloc(restart.length * times, restart), jpeg.subarray(2)])
}

/** The last frame over and over. */
function repeated(gif: Buffer, times: number): Buffer {
  const frame = gif.subarray(gif.lastIndexOf(Buffer.from([0x21, 0xf9, 4])), -1)
  return Buffer.concat([gif.subarray(0, -1), Buffer.alloc(frame.length * times, frame), gif.subarray(-1)])
}

function gifOf(width: number, height: number): Buffer {
  const bytes = Buffer.from('GIF89a\0\0\0\0\0\0\0,\0\0\0\0\0\0\0\0\0\x02\x02D\x01\0;', 'latin1')
  for (const at of [6, 18]) {
    bytes.writeUInt16LE(width, at)
    bytes.writeUInt16LE(height, at + 2)
  }
  return bytes
}

function notes(gif: Buffer, times: number): Buffer {
  const control = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0])
  return Buffer.concat([gif.subarray(0, -1), Buffer.alloc(control.length * times, control)])
}

function webpOf(webp: Buffer): Buffer {
  const bytes = Buffer.from(webp)
  bytes.writeUInt32LE(bytes.length + 1_000, 4)
  return bytes
}

/** Boxes in boxes in boxes. */
function nested(depth: number): Buffer {
  const boxes = Buffer.alloc(8 * depth)
  for (let i = 0; i < depth; i++) {
    boxes.writeUInt32BE(boxes.length - 8 * i, 8 * i)
    boxes.write(i === 0 ? 'meta' : 'iprp', 8 * i + 4)
  }
  return Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), boxes])
}

function heicSize(heic: Buffer, at: number, width: number, height: number): Buffer {
  const box = Buffer.from(heic.subarray(at, at + 16))
  box.writeUInt32BE(width, 8)
  box.writeUInt32BE(height, 12)
  return box
}

/** Wherever that name stands, other bytes. */
function patched(bytes: Buffer, name: string, other: (at: number) => Buffer): Buffer {
  const copy = Buffer.from(bytes)
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) other(at).copy(copy, at)
  return copy
}
