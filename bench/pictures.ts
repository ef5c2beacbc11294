import sharp from 'sharp'

/** Noise, so that no two are equal and a thumbnail takes about what one of a photo does. */
const NOISE = { type: 'gaussian', mean: 128, sigma: 17 } as const

export function drawPictures(count: number): Promise<Buffer[]> {
  const create = { width: 400, height: 300, channels: 3, background: '#000', noise: NOISE } as const
  return Promise.all(Array.from({ length: count }, () => sharp({ create }).jpeg().toBuffer()))
}

/** As Snug draws it (services/file/src/darkroom/develop.ts). */
export function drawThumbnail(picture: Buffer): Promise<Buffer> {
  return sharp(picture).resize(200, 200, { fit: 'cover' }).webp({ quality: 80 }).toBuffer()
}
