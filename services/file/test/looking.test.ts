import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { test } from 'node:test'
import { attachPhotos, call, takeEvent } from '@snug/contracts'
import sharp from 'sharp'
import { Gallery } from '../src/photos/gallery.ts'
import { Shelf } from '../src/storage/shelf.ts'
import { inMessage, lake, startFile } from './support.ts'

async function startWithPhoto(t: import('node:test').TestContext) {
  const file = await startFile(t)
  const [ada, ben] = [file.newPerson(), file.newPerson()]
  const photo = await ada.upload(await lake(600, 400).jpeg().toBuffer())
  const send = () => call(file.chatroom, attachPhotos, { body: { ...inMessage(file.room, ada), photoIds: [photo.id] } })
  return { ...file, ada, ben, photo, send }
}

test('SEC-12: a picture is for its owner until it is sent, and then for its room; the original never leaves the owner', async (t) => {
  const { ada, ben, photo, send, newPerson, baseUrl, neighbours } = await startWithPhoto(t)
  const stranger = newPerson({ isMember: false })
  const statuses = async (variant: 'small' | 'clean' | 'original') =>
    [await ada.get(photo, variant), await ben.get(photo, variant), await stranger.get(photo, variant)].map(
      (r) => r.status,
    )

  assert.deepEqual(await statuses('small'), [200, 404, 404])
  await send()
  assert.deepEqual(await statuses('small'), [200, 200, 404])
  assert.deepEqual(await statuses('clean'), [200, 200, 404])
  assert.deepEqual(await statuses('original'), [200, 404, 404])
  const { headers = {} } = neighbours.caller(baseUrl, 'file')
  assert.equal((await fetch(`${baseUrl}/photos/${photo.id}/small`, { headers })).status, 401)
  assert.equal((await fetch(`${baseUrl}/photos/${photo.id}/small`)).status, 404)
})

test('SEC-15: a picture that is not yours and one that is not there get the same answer', async (t) => {
  const { ben, photo } = await startWithPhoto(t)
  const answer = async (id: string) => {
    const response = await ben.get({ id }, 'small', { 'x-request-id': 'same-for-both' })
    return { status: response.status, body: await response.text() }
  }
  assert.deepEqual(await answer(photo.id), await answer(crypto.randomUUID()))
  for (const odd of ['..%2f..%2fetc%2fpasswd', 'x', '%00', `${photo.id}%2foriginal`])
    assert.equal((await ben.get({ id: odd }, 'small')).status, 404, odd)
  assert.equal((await ben.get(photo, 'about.json' as 'small')).status, 404)
})

test('SEC-13: who left the room sees its pictures no more, from the moment the news comes', async (t) => {
  const { ben, photo, send, leave, chatroom, room } = await startWithPhoto(t)
  await send()
  assert.equal((await ben.get(photo, 'small')).status, 200)
  leave(ben)
  await call(chatroom, takeEvent, { body: { type: 'member_left', roomId: room, profileId: ben.profileId } })
  assert.equal((await ben.get(photo, 'small')).status, 404)
})

test('SEC-13: what was remembered of a picture is forgotten with it', async (t) => {
  const { ben, photo, send, db, uploadsDir } = await startWithPhoto(t)
  await send()
  const gallery = new Gallery(db, new Shelf(uploadsDir))
  const row = await gallery.find(photo.id)
  const known = await gallery.open(row, 'thumb')
  await db.deleteFrom('photos').where('id', '=', photo.id).execute()
  await rm(uploadsDir, { recursive: true })
  assert.deepEqual([await gallery.find(photo.id), await gallery.open(row, 'thumb')], [row, known])

  gallery.forget(photo.id)
  await assert.rejects(gallery.find(photo.id), { code: 'photo_not_found' })
  await assert.rejects(gallery.open(row, 'thumb'), { code: 'ENOENT' })
  assert.equal((await ben.get(photo, 'thumb')).status, 404)
})

test('what is read while something is forgotten is not remembered', async (t) => {
  const { photo, send, db, uploadsDir } = await startWithPhoto(t)
  await send()
  const gallery = new Gallery(db, new Shelf(uploadsDir))
  const finding = gallery.find(photo.id)
  gallery.forget(photo.id)
  await finding
  await db.deleteFrom('photos').where('id', '=', photo.id).execute()
  await assert.rejects(gallery.find(photo.id), { code: 'photo_not_found' })
})

test('a picture whose file is lost is not there, and that is not kept by anybody', async (t) => {
  const { ada, photo, uploadsDir } = await startWithPhoto(t)
  await rm(uploadsDir, { recursive: true })
  const response = await ada.get(photo, 'clean')
  assert.deepEqual([response.status, ((await response.json()) as { code: string }).code], [404, 'photo_not_found'])
  assert.deepEqual([response.headers.get('cache-control'), response.headers.get('etag')], ['no-store', null])
})

test('SEC-29: a picture is served so that it can be nothing else', async (t) => {
  const { ada, photo } = await startWithPhoto(t)
  const { headers } = await ada.get(photo, 'original')
  const names = [
    'content-type',
    'x-content-type-options',
    'content-security-policy',
    'cross-origin-resource-policy',
    'content-disposition',
    'cache-control',
  ]
  assert.deepEqual(
    names.map((name) => headers.get(name)),
    [
      'image/jpeg',
      'nosniff',
      "sandbox; default-src 'none'",
      'same-origin',
      `inline; filename="${photo.id}.jpg"`,
      'private, max-age=31536000, immutable',
    ],
  )
})

test('a picture that a browser has is not sent again', async (t) => {
  const { ada, ben, photo } = await startWithPhoto(t)
  const etag = (await ada.get(photo, 'medium')).headers.get('etag') ?? ''
  for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const again = await ada.get(photo, 'medium', { 'if-none-match': tag })
    assert.deepEqual([again.status, again.headers.get('etag'), await again.text()], [304, etag, ''])
  }
  const head = await ada.get(photo, 'medium', { 'if-none-match': etag }, 'HEAD')
  assert.equal(head.status, 304)
  assert.equal((await ada.get(photo, 'medium', { 'if-none-match': '"x"' })).status, 200)
  assert.equal((await ben.get(photo, 'medium', { 'if-none-match': etag })).status, 404)
})

test('a part of a picture can be asked for, and its size without any of it', async (t) => {
  const { ada, photo } = await startWithPhoto(t)
  const whole = await ada.bytes(photo, 'original')
  const { length } = whole
  const etag = (await ada.get(photo, 'original')).headers.get('etag') ?? ''
  const parts: [string, number, number][] = [
    ['bytes=0-9', 0, 10],
    ['bytes=5-', 5, length],
    ['bytes=-7', length - 7, length],
    [`bytes=3-${length * 2}`, 3, length],
    [`bytes=-${length * 2}`, 0, length],
  ]
  for (const [range, from, to] of parts) {
    const response = await ada.get(photo, 'original', { range, 'if-range': etag })
    assert.equal(response.status, 206, range)
    assert.equal(response.headers.get('content-range'), `bytes ${from}-${to - 1}/${length}`)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), whole.subarray(from, to))
  }
  for (const range of ['bytes=9-3', 'bytes=0-1,4-5', 'lines=0-9', 'bytes=-', 'bytes=a-b'])
    assert.equal((await ada.get(photo, 'original', { range })).status, 200, range)
  assert.equal((await ada.get(photo, 'original', { range: 'bytes=0-9', 'if-range': '"old"' })).status, 200)
  for (const range of [`bytes=${length}-`, 'bytes=-0']) {
    const response = await ada.get(photo, 'original', { range })
    assert.deepEqual([response.status, response.headers.get('content-range')], [416, `bytes */${length}`])
    assert.equal(((await response.json()) as { code: string }).code, 'range_not_satisfiable')
    assert.equal(response.headers.get('cache-control'), 'no-store')
  }
  const head = await ada.get(photo, 'original', {}, 'HEAD')
  assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, String(length), ''])
})

test('a large picture streams whole, and in parts', async (t) => {
  const { newPerson } = await startFile(t)
  const ada = newPerson()
  const pixels = Buffer.from(crypto.getRandomValues(new Uint8Array(48_000)))
  const large = await sharp(Buffer.alloc(600 * 400 * 3, pixels), { raw: { width: 600, height: 400, channels: 3 } })
    .png()
    .toBuffer()
  const photo = await ada.upload(large)
  const { length } = large
  assert.ok(length > 128 * 1024)
  assert.deepEqual(await ada.bytes(photo, 'original'), large)
  const part = await ada.get(photo, 'original', { range: `bytes=7-${length - 2}` })
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), large.subarray(7, length - 1))
  const head = await ada.get(photo, 'original', {}, 'HEAD')
  assert.deepEqual([head.headers.get('content-length'), await head.text()], [String(length), ''])
})
