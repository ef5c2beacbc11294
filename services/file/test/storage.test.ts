import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { attachPhotos, call, takeEvent } from '@snug/contracts'
import { Removal } from '../src/storage/removal.ts'
import { Shelf } from '../src/storage/shelf.ts'
import { sweep } from '../src/storage/sweeper.ts'
import { filesIn, inMessage, lake, phonePhoto, startFile } from './support.ts'

const FILES = ['about.json', 'clean', 'large', 'medium', 'original', 'small', 'thumb']
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

test('equal bytes are kept once, whoever sends them and however many at once', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const picture = await phonePhoto()
  const photos = await Promise.all([ada.upload(picture), ben.upload(picture), ada.upload(picture)])
  photos.push(await ben.upload(picture))
  assert.equal(new Set(photos.map(({ id }) => id)).size, 4)
  assert.deepEqual((await filesIn(uploadsDir)).sort(), FILES)
  assert.equal((await ada.get(photos[1] as { id: string }, 'small')).status, 404)
})

test('REL-11: nothing lies in the volume but whole pictures', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t)
  const ada = newPerson()
  await ada.upload(await phonePhoto(), { filename: '../../../tmp/x' })
  await assert.rejects(ada.upload(Buffer.from('no picture')))
  assert.deepEqual(await readdir(join(uploadsDir, 'incoming')), [])
  assert.deepEqual((await filesIn(uploadsDir)).sort(), FILES)
})

test('REL-11: the sweeper takes what no row needs, and nothing young', async (t) => {
  const { newPerson, uploadsDir, db } = await startFile(t)
  const ada = newPerson()
  await ada.upload(await phonePhoto())
  const shelf = new Shelf(uploadsDir)
  for (const [name, age] of [
    ['old', 6 * MINUTE],
    ['young', MINUTE],
  ] as const)
    await leftover(join(shelf.incoming, name), age)
  const [orphan, fresh] = ['ab', 'ac'].map((start) => start.padEnd(64, '0')) as [string, string]
  await leftover(shelf.folderOf(orphan), 6 * MINUTE)
  await leftover(shelf.folderOf(fresh), MINUTE)

  const slow = basename(await shelf.newFolder())
  await leftover(join(shelf.incoming, slow), 14 * MINUTE)

  await sweep({ db, shelf, removal: new Removal(db, shelf) })
  assert.deepEqual((await readdir(shelf.incoming)).sort(), [slow, 'young'].sort())
  assert.deepEqual(await readdir(join(uploadsDir, 'ab')), [])
  assert.deepEqual(await readdir(join(uploadsDir, 'ac')), [fresh])
  assert.equal((await db.selectFrom('photos').selectAll().execute()).length, 1)
})

test('an uploaded picture that is sent in no message is forgotten after a day', async (t) => {
  const { newPerson, uploadsDir, db, room, chatroom } = await startFile(t)
  const ada = newPerson()
  const sent = await ada.upload(await lake(60, 40).png().toBuffer())
  const unsent = await ada.upload(await phonePhoto())
  await call(chatroom, attachPhotos, { body: { ...inMessage(room, ada), photoIds: [sent.id] } })
  const shelf = new Shelf(uploadsDir)
  const needs = { db, shelf, removal: new Removal(db, shelf) }

  await sweep(needs, Date.now() + DAY - MINUTE)
  assert.equal((await ada.get(unsent, 'small')).status, 200)
  await sweep(needs, Date.now() + DAY + MINUTE)
  assert.equal((await ada.get(unsent, 'small')).status, 404)
  assert.equal((await ada.get(sent, 'small')).status, 200)
  assert.deepEqual((await filesIn(uploadsDir)).sort(), FILES)
})

test('REL-13: pictures of a room or a person that is gone go with it, also one that was still under way', async (t) => {
  const { newPerson, neighbours, baseUrl, room, uploadsDir, db } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  await ada.upload(await phonePhoto())
  await ben.upload(await lake(90, 60).png().toBuffer())
  const auth = neighbours.caller(baseUrl, 'file', undefined, 'auth')
  const late = ada.upload(await lake(3000, 2000).jpeg().toBuffer())
  await call(auth, takeEvent, { body: { type: 'profile_deleted', profileId: ada.profileId } })
  await late
  const owners = async () =>
    new Set((await db.selectFrom('photos').select('ownerId').execute()).map(({ ownerId }) => ownerId))
  while ((await owners()).has(ada.profileId)) await sleep(100)
  assert.deepEqual(await owners(), new Set([ben.profileId]))

  const chatroom = neighbours.caller(baseUrl, 'file', undefined, 'chatroom')
  await assert.rejects(call(auth, takeEvent, { body: { type: 'room_deleted', roomId: room } }), { code: 'not_found' })
  await call(chatroom, takeEvent, { body: { type: 'room_deleted', roomId: room } })
  while ((await filesIn(uploadsDir)).length > 0) await sleep(50)
  assert.deepEqual(await owners(), new Set())
})

test('REL-10: a full disk refuses an upload and nothing else, and the next goes well when there is space', async (t) => {
  const disk = await smallDisk(t)
  if (!disk) return t.skip('needs the right to mount')
  const { newPerson, db } = await startFile(t, { UPLOADS_DIR: disk })
  const ada = newPerson()
  const photo = await ada.upload(await lake(60, 40).png().toBuffer())
  const ballast = join(disk, 'ballast')
  for (const [free, what] of [
    [1_500_000, 'not while developing'],
    [20_000, 'not even received'],
  ] as const) {
    await writeFile(ballast, Buffer.alloc(DISK_BYTES - free - 100_000))
    await assert.rejects(ada.upload(await noise()), { code: 'storage_full', status: 507 }, what)
    assert.equal((await ada.get(photo, 'large')).status, 200)
    await rm(ballast)
  }
  assert.deepEqual(await readdir(join(disk, 'incoming')), [])
  assert.equal((await db.selectFrom('photos').selectAll().execute()).length, 1)
  await ada.upload(await noise())
})

const DISK_BYTES = 8 * 1024 * 1024

/** A file system of its own that is soon full; undefined without the right to mount one. */
async function smallDisk(t: TestContext): Promise<string | undefined> {
  const path = await mkdtemp(join(tmpdir(), 'snug-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    await rm(path, { recursive: true })
    return undefined
  }
  t.after(async () => {
    execFileSync('umount', ['-l', path])
    await rm(path, { recursive: true })
  })
  return path
}

/** A picture of a megabyte or so that does not compress. */
async function noise(): Promise<Buffer> {
  const pixels = crypto.getRandomValues(new Uint8Array(60_000))
  const many = Buffer.alloc(1000 * 800 * 3, pixels)
  const { default: sharp } = await import('sharp')
  return sharp(many, { raw: { width: 1000, height: 800, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()
}

async function leftover(folder: string, age: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'original'), 'x')
  const then = new Date(Date.now() - age)
  await utimes(folder, then, then)
}
