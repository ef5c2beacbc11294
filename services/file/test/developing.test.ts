import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SIZES } from '@snug/contracts'
import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { lakeHeic } from './heic.ts'
import { animation, filesIn, lake, phonePhoto, startFile } from './support.ts'

const variants = ['thumb', 'small', 'medium', 'large', 'clean'] as const

test('a picture is made smaller for each size, and never larger', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const sizes = async (width: number, height: number) => {
    const photo = await ada.upload(await lake(width, height).jpeg().toBuffer())
    const found: Record<string, string> = {}
    for (const variant of variants) {
      const meta = await sharp(await ada.bytes(photo, variant)).metadata()
      found[variant] = `${meta.format} ${meta.width}x${meta.height}`
    }
    return found
  }
  assert.deepEqual(await sizes(4000, 3000), {
    thumb: 'webp 200x200',
    small: 'webp 480x360',
    medium: 'webp 960x720',
    large: 'webp 1920x1440',
    clean: 'jpeg 4000x3000',
  })
  assert.deepEqual(await sizes(100, 60), {
    thumb: 'webp 100x60',
    small: 'webp 100x60',
    medium: 'webp 100x60',
    large: 'webp 100x60',
    clean: 'jpeg 100x60',
  })
})

test('SEC-28: whatever way a phone was held, the picture is upright', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const upright = await lake().raw().toBuffer()
  const requireUpright = async (held: Sharp) => {
    const photo = await ada.upload(await held.toBuffer())
    assert.deepEqual([photo.width, photo.height], [800, 600])
    for (const variant of ['large', 'clean'] as const)
      assert.deepEqual(await quarters(await ada.bytes(photo, variant)), ['red', 'lime', 'blue', 'white'])
  }
  for (let orientation = 1; orientation <= 8; orientation++) await requireUpright(heldAt(orientation, upright).jpeg())
  await requireUpright(heldAt(6, upright).png()) // as the web client turns a screenshot
})

test('SEC-28: place, maker, texts, profiles and trailing bytes stay in the original, which is kept as it came', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const upload = Buffer.concat([await phonePhoto(), Buffer.from('Secretphone trailing')])
  assert.ok((await sharp(upload).metadata()).exif)
  const photo = await ada.upload(upload)
  for (const variant of variants) {
    const bytes = await ada.bytes(photo, variant)
    const { exif, xmp, iptc, icc, comments } = await sharp(bytes).metadata()
    assert.deepEqual([exif, xmp, iptc, icc, comments], [undefined, undefined, undefined, undefined, undefined], variant)
    for (const secret of ['Secretphone', 'at home', 'Exif', 'xmpmeta', 'GPS'])
      assert.ok(!bytes.includes(secret), `${variant} says ${secret}`)
  }
  assert.deepEqual(await ada.bytes(photo, 'original'), upload)
})

test('an animation stays one at every size but the thumb', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const frames = await animation(4, 600, 400)
  for (const [kind, bytes] of [
    [
      'gif',
      await sharp(frames, { join: { animated: true } })
        .gif({ delay: [100, 200, 300, 400] })
        .toBuffer(),
    ],
    [
      'webp',
      await sharp(frames, { join: { animated: true } })
        .webp({ delay: [100, 200, 300, 400] })
        .toBuffer(),
    ],
  ] as const) {
    const photo = await ada.upload(bytes)
    assert.deepEqual([photo.type, photo.animated, photo.width, photo.height], [`image/${kind}`, true, 600, 400])
    for (const variant of ['small', 'medium', 'large', 'clean'] as const) {
      const { format, pages, delay, width } = await sharp(await ada.bytes(photo, variant)).metadata()
      assert.deepEqual(
        [format, pages, delay, width],
        [variant === 'clean' ? kind : 'webp', 4, [100, 200, 300, 400], variant === 'small' ? SIZES.small : 600],
      )
    }
    assert.equal((await sharp(await ada.bytes(photo, 'thumb')).metadata()).pages ?? 1, 1)
  }
})

test('every kind we take is taken by its bytes, and what is clean of it opens everywhere', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const seeThrough = sharp({ create: { width: 60, height: 40, channels: 4, background: '#ff000080' } })
  const cases: [Buffer, string, string][] = [
    [await lake(60, 40).png().toBuffer(), 'image/png', 'image/png'],
    [await lake(60, 40).toColourspace('rgb16').png().toBuffer(), 'image/png', 'image/png'],
    [await lake(60, 40).toColourspace('b-w').jpeg().toBuffer(), 'image/jpeg', 'image/jpeg'],
    [await lake(60, 40).toColourspace('cmyk').jpeg().toBuffer(), 'image/jpeg', 'image/jpeg'],
    [await lake(60, 40).webp().toBuffer(), 'image/webp', 'image/webp'],
    [await lake(60, 40).avif().toBuffer(), 'image/avif', 'image/jpeg'],
    [await lake(60, 40).gif().toBuffer(), 'image/gif', 'image/gif'],
    [await seeThrough.clone().webp().toBuffer(), 'image/webp', 'image/webp'],
    [await seeThrough.clone().avif().toBuffer(), 'image/avif', 'image/png'],
  ]
  for (const [bytes, type, clean] of cases) {
    const photo = await ada.upload(bytes, { type: 'text/html', filename: 'index.html' })
    assert.deepEqual([photo.type, photo.width, photo.height], [type, 60, 40])
    assert.equal((await ada.get(photo, 'original')).headers.get('content-type'), type)
    assert.equal((await ada.get(photo, 'clean')).headers.get('content-type'), clean)
    assert.equal(`image/${(await sharp(await ada.bytes(photo, 'clean')).metadata()).format}`, clean)
    assert.equal((await sharp(await ada.bytes(photo, 'large')).metadata()).depth, 'uchar')
  }
})

test('SEC-25: HEIC becomes JPEG, upright and in its own colours', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const photo = await ada.upload(lakeHeic)
  assert.deepEqual([photo.type, photo.width, photo.height], ['image/heic', 66, 50])
  const clean = await ada.bytes(photo, 'clean')
  assert.equal((await ada.get(photo, 'clean')).headers.get('content-type'), 'image/jpeg')
  assert.ok((await sharp(clean).metadata()).icc, 'its wide colours are kept')
  for (const bytes of [clean, await ada.bytes(photo, 'large')])
    assert.deepEqual(await quarters(bytes), ['red', 'lime', 'blue', 'white'])
})

test('HEIC can be switched off', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t, { HEIC: 'off' })
  await assert.rejects(newPerson().upload(lakeHeic), { code: 'unsupported_photo', status: 415 })
  await assert.rejects(newPerson().upload(lakeHeic), /switched off.*JPEG/)
  assert.deepEqual(await filesIn(uploadsDir), [])
})

test('the full picture is the upload’s own, pixel for pixel', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const seeThrough = sharp({ create: { width: 60, height: 40, channels: 4, background: '#ff000080' } })
  const uploads: Record<string, Buffer> = {
    jpeg: await lake().jpeg({ quality: 60 }).toBuffer(),
    'progressive jpeg': await lake().jpeg({ progressive: true }).toBuffer(),
    'cmyk jpeg': await lake().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer(),
    'grey jpeg': await lake().toColourspace('b-w').jpeg().toBuffer(),
    'wide jpeg': await lake().withIccProfile('p3').jpeg().toBuffer(),
    png: await lake().png().toBuffer(),
    'png of few colours': await seeThrough.clone().png({ palette: true }).toBuffer(),
    'png of 16 bits': await lake().toColourspace('rgb16').withIccProfile('p3').png().toBuffer(),
    webp: await lake().webp().toBuffer(),
    'see-through webp': await seeThrough.clone().withIccProfile('p3').webp().toBuffer(),
    'lossless webp': await seeThrough.clone().webp({ lossless: true }).toBuffer(),
    gif: await lake().gif().toBuffer(),
  }
  for (const [name, bytes] of Object.entries(uploads)) {
    const photo = await ada.upload(bytes)
    const clean = await ada.bytes(photo, 'clean')
    const [before, after] = [await sharp(bytes).metadata(), await sharp(clean).metadata()]
    assert.deepEqual([after.space, after.depth, !!after.icc], [before.space, before.depth, !!before.icc], name)
    for (const ignoreIcc of [true, false])
      assert.ok((await pixelsOf(clean, { ignoreIcc })).equals(await pixelsOf(bytes, { ignoreIcc })), name)
    assert.deepEqual(await quarters(await ada.bytes(photo, 'large')), await quarters(bytes), name)
  }
})

test('what is see-through has no dark edge when it is made smaller', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const white = await sharp({ create: { width: 501, height: 1000, channels: 4, background: 'white' } })
    .png()
    .toBuffer()
  const empty = sharp({ create: { width: 1000, height: 1000, channels: 4, background: '#00000000' } })
  const photo = await ada.upload(
    await empty
      .composite([{ input: white, left: 0, top: 0 }])
      .png()
      .toBuffer(),
  )
  const pixels = await pixelsOf(await ada.bytes(photo, 'small'))
  for (let at = 0; at < pixels.length; at += 4)
    if ((pixels[at + 3] as number) > 32) assert.ok((pixels[at] as number) > 200, `${pixels.subarray(at, at + 4)}`)
})

const pixelsOf = (bytes: Buffer, options: SharpOptions = {}) => sharp(bytes, options).raw().toBuffer()

/** The upright pixels stored turned, with the note that says so. */
function heldAt(orientation: number, raw: Buffer): Sharp {
  const turned: Record<number, (photo: Sharp) => Sharp> = {
    1: (photo) => photo,
    2: (photo) => photo.flop(),
    3: (photo) => photo.rotate(180),
    4: (photo) => photo.flip(),
    5: (photo) => photo.rotate(-90).flop(),
    6: (photo) => photo.rotate(-90),
    7: (photo) => photo.rotate(90).flop(),
    8: (photo) => photo.rotate(90),
  }
  const photo = sharp(raw, { raw: { width: 800, height: 600, channels: 3 } })
  return (turned[orientation] as (photo: Sharp) => Sharp)(photo).withMetadata({ orientation })
}

/** The colours in the middle of the four quarters. */
async function quarters(bytes: Buffer): Promise<string[]> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const start = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels
    const [r, g, b] = [...data.subarray(start, start + 3)].map((value) => value > 128)
    return r && g && b ? 'white' : r ? 'red' : g ? 'lime' : b ? 'blue' : 'black'
  }
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)]
}
