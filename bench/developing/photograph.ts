import sharp from 'sharp'

const [WIDTH, HEIGHT] = [4_000, 3_000]
const COMMENT = 0xfe

/** A picture of 12 million pixels like a photograph: smooth shapes, edges and grain. */
export function photograph(width = WIDTH, height = HEIGHT, quality = 88): Promise<Buffer> {
  const pixels = Buffer.allocUnsafe(width * height * 3)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const wave = 90 * Math.sin(x / 173 + Math.sin(y / 97) * 3) + 60 * Math.cos(y / 211 + x / 401)
      const edge = ((x >> 7) ^ (y >> 7)) & 3 ? 0 : 40
      const grain = (Math.random() - 0.5) * 14
      for (const value of [128 + wave + edge, 110 + wave * 0.7 - edge, 90 - wave * 0.5])
        pixels[at++] = Math.max(0, Math.min(255, value + grain))
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer()
}

/** The same picture in other bytes, so that none is here already: a comment with a number after the first marker. */
export function numbered(jpeg: Buffer, number: number): Buffer {
  const text = Buffer.from(`${number} ${crypto.randomUUID()}`)
  const head = Buffer.from([0xff, COMMENT, 0, text.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)])
}
