import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '@snug/contracts'
import sharp from 'sharp'
import { strangersIn } from './containers.ts'
import { lakeHeic } from './heic.ts'
import { hostilePictures, oddPictures } from './hostile.ts'
import { filesIn, lake, startFile } from './support.ts'

test('SEC-25, SEC-26, SEC-31: whatever is sent, it is its sender’s problem, and nothing stays of it', async (t) => {
  const { newPerson, uploadsDir, db } = await startFile(t)
  const ada = newPerson()
  for (const [name, bytes] of Object.entries(await hostilePictures())) {
    const outcome = await ada.upload(bytes).catch((error) => error)
    assert.ok(outcome instanceof Problem, `${name} was taken`)
    assert.ok([413, 415, 422].includes(outcome.status), `${name}: ${outcome.status} ${outcome.code}`)
    assert.deepEqual(await filesIn(uploadsDir), [], name)
  }
  assert.deepEqual(await db.selectFrom('photos').selectAll().execute(), [])
  await ada.upload(await lake().jpeg().toBuffer())
})

test('SEC-31: a picture that breaks off anywhere is refused, or whole enough to be drawn', async (t) => {
  const { newPerson } = await startFile(t, { PHOTO_QUOTA: 1_000 })
  const ada = newPerson()
  const seeThrough = sharp({ create: { width: 60, height: 40, channels: 4, background: '#ff000080' } })
  for (const [name, bytes] of Object.entries({
    jpeg: await lake(80, 60).jpeg().toBuffer(),
    png: await lake(80, 60).png().toBuffer(),
    webp: await seeThrough.webp().toBuffer(),
    gif: await lake(80, 60).gif().toBuffer(),
    avif: await lake(80, 60).avif().toBuffer(),
    heic: lakeHeic,
  }))
    for (const part of [0.02, 0.1, 0.3, 0.6, 0.9, 0.99]) {
      const outcome = await ada.upload(bytes.subarray(0, Math.floor(bytes.length * part))).catch((error) => error)
      if (outcome instanceof Problem)
        assert.ok([415, 422].includes(outcome.status), `${name} ${part}: ${outcome.status} ${outcome.code}`)
      else assert.ok('id' in outcome, `${name} ${part}: ${outcome}`)
    }
})

test('SEC-28, SEC-29: what a picture is besides a picture, nobody gets but its owner', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  for (const [name, bytes] of Object.entries(await oddPictures())) {
    const photo = await ada.upload(bytes, { filename: '../../x.html' })
    const clean = await ada.bytes(photo, 'clean')
    assert.deepEqual(strangersIn((await sharp(clean).metadata()).format, clean), [], name)
  }
})
