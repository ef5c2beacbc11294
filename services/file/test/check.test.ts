import assert from 'node:assert/strict'
import { appendFile, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { call, setAvatar } from '@snug/contracts'
import { Darkroom } from '../src/darkroom/darkroom.ts'
import { checkStorage, type Finding } from '../src/storage/check.ts'
import { Removal } from '../src/storage/removal.ts'
import { Shelf } from '../src/storage/shelf.ts'
import { dataUrl, lake, phonePhoto, startFile } from './support.ts'

async function startChecked(t: TestContext) {
  const file = await startFile(t)
  const shelf = new Shelf(file.uploadsDir)
  const darkroom = new Darkroom({
    DEVELOP_WORKERS: 1,
    DEVELOP_SECONDS: 10,
    DEVELOP_MEGAPIXELS: 50,
    DEVELOP_FRAMES: 100,
    HEIC: 'on',
  })
  t.after(() => darkroom.close())
  const needs = { db: file.db, shelf, darkroom, removal: new Removal(file.db, shelf) }
  const check = async (repairs = false): Promise<Finding[]> => Array.fromAsync(checkStorage(needs, { repairs }))
  const folderOf = async ({ id }: { id: string }) => {
    const { sha256 } = await file.db
      .selectFrom('photos')
      .select('sha256')
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow()
    return shelf.folderOf(sha256)
  }
  return { ...file, shelf, check, folderOf, ada: file.newPerson() }
}

test('rows and files that match are nothing to speak of', async (t) => {
  const { check, ada } = await startChecked(t)
  await ada.upload(await phonePhoto())
  await ada.upload(await lake(90, 60).png().toBuffer())
  assert.deepEqual(await check(), [])
})

test('a face that is missing or empty is drawn anew from an original that is whole', async (t) => {
  const { check, ada, folderOf } = await startChecked(t)
  const photos = [await ada.upload(await phonePhoto()), await ada.upload(await lake(90, 60).png().toBuffer())]
  const [one, two] = photos as [(typeof photos)[0], (typeof photos)[0]]
  const before = await ada.bytes(one, 'small')
  await rm(join(await folderOf(one), 'small'))
  await writeFile(join(await folderOf(two), 'thumb'), '')
  const faults = (found: Finding[]) => found.map(({ what, repair }) => [what, repair]).sort()
  assert.deepEqual(faults(await check()), [
    ['lacks small', undefined],
    ['lacks thumb', undefined],
  ])
  assert.deepEqual(faults(await check(true)), [
    ['lacks small', 'drawn anew'],
    ['lacks thumb', 'drawn anew'],
  ])
  assert.deepEqual(await ada.bytes(one, 'small'), before)
  assert.deepEqual(await check(), [])
})

test('when that is asked for, a row without files is deleted, and an original that is spoilt', async (t) => {
  const { check, ada, folderOf, db } = await startChecked(t)
  await rm(await folderOf(await ada.upload(await phonePhoto())), { recursive: true })
  await appendFile(join(await folderOf(await ada.upload(await lake(90, 60).png().toBuffer())), 'original'), 'x')
  assert.deepEqual((await check()).map(({ what }) => what).sort(), ['has another original', 'has no files'])
  assert.deepEqual((await check(true)).map(({ repair }) => repair).sort(), ['original deleted', 'row deleted'])
  assert.equal((await db.selectFrom('photos').selectAll().execute()).length, 1)
  assert.deepEqual(await check(), [])
})

test('files that nothing needs are found when they are not young any more', async (t) => {
  const { check, shelf, ada } = await startChecked(t)
  await ada.upload(await phonePhoto())
  const orphan = shelf.folderOf('ab'.padEnd(64, '0'))
  const half = join(shelf.incoming, crypto.randomUUID())
  for (const folder of [orphan, half]) {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'original'), 'x')
  }
  assert.deepEqual(await check(), [])
  const then = new Date(Date.now() - 6 * 60_000)
  for (const folder of [orphan, half]) await utimes(folder, then, then)
  assert.deepEqual((await check()).map(({ what }) => what).sort(), ['is left of an upload', 'is needed by no picture'])
  assert.deepEqual(new Set((await check(true)).map(({ repair }) => repair)), new Set(['files deleted']))
  assert.deepEqual(await check(), [])
  assert.deepEqual(await readdir(shelf.incoming), [])
})

test('an avatar that matches is nothing to speak of, one without its files is nobody’s, and files alone go', async (t) => {
  const { check, shelf, ada, db, newPerson } = await startChecked(t)
  const picture = dataUrl(await phonePhoto())
  const { avatarId } = await call(ada.caller, setAvatar, { body: { picture } })
  const bens = await call(newPerson().caller, setAvatar, { body: { picture } })
  assert.deepEqual(await check(), [])

  await writeFile(join(shelf.folderOfAvatar(avatarId), 'small'), '')
  const stray = shelf.folderOfAvatar(crypto.randomUUID())
  await mkdir(stray)
  await utimes(stray, new Date(0), new Date(0))
  assert.deepEqual((await check()).map(({ what }) => what).sort(), ['is nobody’s avatar', 'lacks small'])
  assert.deepEqual((await check(true)).map(({ repair }) => repair).sort(), ['files deleted', 'row deleted'])
  assert.deepEqual(await check(), [])
  assert.deepEqual(await readdir(shelf.avatars), [bens.avatarId])
  const told = await db.selectFrom('outbox').select('event').where('subscriber', '=', 'profile').orderBy('id').execute()
  assert.deepEqual(JSON.parse(told.at(-1)?.event ?? ''), {
    type: 'avatar_changed',
    profileId: ada.profileId,
    avatarId: null,
  })
})
