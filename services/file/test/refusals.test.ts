import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { lakeHeic } from './heic.ts'
import { animation, filesIn, lake, pngOf, startFile } from './support.ts'

test('SEC-25: what is not one of our kinds is refused, whatever it is called', async (t) => {
  const { newPerson, uploadsDir, db } = await startFile(t)
  const ada = newPerson()
  const uploads: Record<string, Buffer> = {
    html: Buffer.from('<!doctype html><script>alert(1)</script>'),
    svg: Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="http://127.0.0.1/x"/></svg>',
    ),
    tiff: await lake(40, 30).tiff().toBuffer(),
    pdf: Buffer.from('%PDF-1.7\n'),
    empty: Buffer.alloc(0),
    byte: Buffer.from([0xff]),
    vips: Buffer.concat([Buffer.from([0xb6, 0xa6, 0xf2, 0x08]), Buffer.alloc(64)]),
  }
  for (const [name, bytes] of Object.entries(uploads))
    await assert.rejects(
      ada.upload(bytes, { type: 'image/png', filename: `${name}.png` }),
      { code: 'unsupported_photo', status: 415 },
      name,
    )
  assert.deepEqual(await filesIn(uploadsDir), [])
  assert.deepEqual(await db.selectFrom('photos').selectAll().execute(), [])
})

test('SEC-31: a damaged picture is its sender’s problem only', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t)
  const ada = newPerson()
  const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)
  const jpeg = await lake(2000, 1500).jpeg().toBuffer()
  const damaged: Record<string, Buffer> = {
    'half a JPEG': half(jpeg),
    'half a PNG': half(await lake(2000, 1500).png().toBuffer()),
    'half a WebP': half(await lake(2000, 1500).webp().toBuffer()),
    'half an AVIF': half(await lake(200, 150).avif().toBuffer()),
    'JPEG beginning alone': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    'PNG of nothing': pngOf(40, 40),
    'half a HEIC': half(lakeHeic),
    'HEIC beginning alone': Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]),
    'GIF of noise': Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(500, 0x5a)]),
  }
  for (const [name, bytes] of Object.entries(damaged))
    await assert.rejects(ada.upload(bytes), { code: 'broken_photo', status: 422 }, name)
  assert.deepEqual(await filesIn(uploadsDir), [])
  await ada.upload(jpeg)
})

test('SEC-26: a bomb is refused by its header: there is no picture behind it to decode', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  await ada.upload(await lake(40, 30).png().toBuffer())
  await assert.rejects(ada.upload(pngOf(30_000, 30_000)), { code: 'photo_too_large', status: 413 })
  await assert.rejects(ada.upload(pngOf(2 ** 31 - 1, 2 ** 31 - 1)), { status: 422 })
  const twenty = await Promise.allSettled(Array.from({ length: 10 }, () => ada.upload(pngOf(8000, 8000))))
  for (const outcome of twenty) assert.equal(outcome.status === 'rejected' && outcome.reason.code, 'photo_too_large')
})

test('SEC-26: frames count as pixels, and too many of them are too many', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const dot = sharp(await animation(1001, 1, 1), { join: { animated: true } })
  await assert.rejects(ada.upload(await dot.gif().toBuffer()), { code: 'photo_too_large' })
  const wide = sharp(await animation(8, 3000, 2200), { join: { animated: true }, limitInputPixels: false })
  await assert.rejects(ada.upload(await wide.gif().toBuffer()), { code: 'photo_too_large' })
})
