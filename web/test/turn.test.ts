import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp, { type Sharp } from 'sharp'
import { turnedExif } from '../src/photos/turn/exif.ts'
import { canTurn, turned } from '../src/photos/turn/turn.ts'

/** Red above green, blue on the right: no two ways to hold it look alike. */
const picture = (): Sharp =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: '#f00' } }).composite([
    { input: { create: { width: 24, height: 8, channels: 3, background: '#0f0' } }, top: 8, left: 0 },
    { input: { create: { width: 8, height: 16, channels: 3, background: '#00f' } }, top: 0, left: 16 },
  ])

const encoded = (type: 'jpeg' | 'png', photo: Sharp) =>
  type === 'png' ? photo.png() : photo.jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
const fileOf = (bytes: Buffer, type = 'jpeg') =>
  new File([new Uint8Array(bytes)], `a.${type}`, { type: `image/${type}` })
const bytesOf = async (file: File | undefined) => Buffer.from((await file?.bytes()) ?? [])

/** The picture as the house develops it. */
const upright = (bytes: Buffer) => sharp(bytes).autoOrient().raw().toBuffer({ resolveWithObject: true })
const turnedPixels = async (bytes: Buffer) =>
  sharp(await sharp(bytes).autoOrient().png().toBuffer())
    .rotate(90)
    .raw()
    .toBuffer()

const distance = (one: Buffer, other: Buffer) =>
  Math.max(...one.map((value, at) => Math.abs(value - (other[at] as number))))

for (const type of ['jpeg', 'png'] as const) {
  for (const orientation of [undefined, 1, 2, 3, 4, 5, 6, 7, 8])
    test(`a ${type} of orientation ${orientation} is turned by a quarter to the right`, async () => {
      const bytes = await encoded(type, orientation ? picture().withMetadata({ orientation }) : picture()).toBuffer()
      const { data } = await upright(await bytesOf(await turned(fileOf(bytes, type))))
      assert.ok(distance(data, await turnedPixels(bytes)) < 40) // decoders of JPEG round; colours are 255 apart
    })

  test(`a ${type} turned four times is as it was, and what it tells of itself is still told`, async () => {
    const exif = { IFD0: { Make: 'Snugphone', Software: 'Lakeware' }, IFD3: { GPSLatitudeRef: 'North' } }
    const bytes = await encoded(type, picture().withExif(exif)).toBuffer()
    let file: File | undefined = fileOf(bytes, type)
    for (let turns = 0; turns < 4; turns++) file = file && (await turned(file))
    const back = await bytesOf(file)
    assert.deepEqual((await upright(back)).data, (await upright(bytes)).data)
    const { exif: told, orientation } = await sharp(back).metadata()
    assert.equal(orientation, 1)
    for (const words of ['Snugphone', 'Lakeware', 'North']) assert.ok(told?.includes(words))
  })
}

test('what is no such picture, or damaged, is not turned', async () => {
  assert.ok(canTurn(fileOf(Buffer.alloc(1))))
  assert.equal(canTurn(fileOf(Buffer.alloc(1), 'gif')), false)
  const jpeg = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const exif = jpeg.indexOf('Exif')
  const damaged = [Buffer.alloc(0), Buffer.from('no picture'), jpeg.subarray(0, 3), jpeg.subarray(0, exif + 20)]
  for (const bytes of damaged)
    for (const type of ['jpeg', 'png', 'gif']) assert.equal(await turned(fileOf(bytes, type)), undefined)
  jpeg.write('XX', exif + 6)
  assert.equal(await turned(fileOf(jpeg)), undefined)
})

test('a note finds its place among others, and what follows them is still found', () => {
  const entry = (tag: number) => [tag >> 8, tag & 0xff, 0, 3, 0, 0, 0, 1, 0, 7, 0, 0]
  const thumbnail = [0, 0, 0x12, 0x34]
  const block = Uint8Array.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 2, ...entry(0x010f), ...entry(0x0131), ...thumbnail])
  const turned = Buffer.from(turnedExif(block))
  const list = turned.readUInt32BE(4)
  assert.equal(turned.readUInt16BE(list), 3)
  const tags = [0, 1, 2].map((at) => turned.readUInt16BE(list + 2 + at * 12))
  assert.deepEqual(tags, [0x010f, 0x0112, 0x0131])
  assert.equal(turned.readUInt16BE(list + 2 + 12 + 8), 6)
  assert.deepEqual([...turned.subarray(list + 2 + 3 * 12)], thumbnail)
  assert.deepEqual([...turned.subarray(8, block.length)], [...block.subarray(8)])
})
