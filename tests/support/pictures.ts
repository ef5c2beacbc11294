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

export const dataUrlOf = (bytes: Buffer, type = 'image/jpeg') => `data:${type};base64,${bytes.toString('base64')}`
