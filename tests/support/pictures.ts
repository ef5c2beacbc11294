import { crc32 } from 'node:zlib'
import sharp from 'sharp'

/** A photo as a phone takes it: JPEG, with a place and a camera in its EXIF, lying on its side. */
export function phonePhoto(width = 1600, height = 1200, hue = 30): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: `hsl(${hue}, 60%, 50%)` } })
    .composite([
      {
        input: Buffer.from(
          `<svg width="${width}" height="${height}"><circle cx="30%" cy="30%" r="20%" fill="white"/></svg>`,
        ),
      },
    ])
    .jpeg()
    .withExif({
      IFD0: { Make: 'Snugphone' },
      IFD3: { GPSLatitude: '47/1 22/1 0/1', GPSLatitudeRef: 'N', GPSLongitude: '8/1 33/1 0/1', GPSLongitudeRef: 'E' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

/** Photos as one chooses them in a browser, each of another colour; small, so that they are soon developed. */
export const filesOf = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => ({
      name: `${at}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await phonePhoto(640, 480, at * 30),
    })),
  )

export const dataUrlOf = (bytes: Buffer, type = 'image/jpeg') => `data:${type};base64,${bytes.toString('base64')}`

/** A PNG whose header promises so many px; there is nothing behind it. */
export function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const parts = [chunk('IHDR', header), chunk('IDAT', Buffer.alloc(8)), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
