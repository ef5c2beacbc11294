import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attachPhotos, call, type PhotoId, reserveUploads } from '@snug/contracts'
import { filesIn, inMessage, lake, type Person, phonePhoto, startFile } from './support.ts'
import { piece, reserveOne, settled, sha256, tus } from './tus-support.ts'

test('equal bytes need not be sent again by who may know of them, and nobody else is told', async (t) => {
  const { newPerson, room, chatroom, uploadsDir } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const bytes = await phonePhoto()
  const promise = { sha256: sha256(bytes) }
  const first = await ada.upload(bytes)
  assert.equal((await reserveOne(ben, room, bytes, promise)).photo.state, 'pending') // it is in no message yet
  await call(chatroom, attachPhotos, { body: { ...inMessage(room, ada), photoIds: [first.id] } })

  const bens = await reserveOne(ben, room, bytes, { ...promise, alt: 'again' })
  assert.deepEqual(
    [bens.url, bens.photo.state, bens.photo.alt, bens.photo.width],
    [null, 'ready', 'again', first.width],
  )
  assert.deepEqual(await ben.bytes(bens.photo, 'small'), await ada.bytes(first, 'small'))
  // He named the hash, and never showed the bytes: where it was taken stays with who did.
  assert.equal((await ben.get(bens.photo, 'original')).status, 404)
  const adas = await reserveOne(ada, room, bytes, promise)
  assert.deepEqual(await ada.bytes(adas.photo, 'original'), bytes)
  assert.equal((await filesIn(uploadsDir)).length, 7)
  const lied = await reserveOne(ben, room, Buffer.alloc(5), promise)
  assert.equal(lied.photo.state, 'pending')
})

test('a hundred places are kept at once, and not one more', async (t) => {
  const { newPerson, room } = await startFile(t, { PHOTO_QUOTA: 150 })
  const ada = newPerson()
  const reserve = (count: number) =>
    call(ada.caller, reserveUploads, {
      params: { roomId: room },
      body: { uploads: Array(count).fill({ bytes: 1000 }) },
    })
  await assert.rejects(reserve(101), { code: 'invalid_body' })
  assert.equal((await reserve(100)).uploads.length, 100)
  await assert.rejects(reserve(51), { code: 'quota_reached' })
})

test('who asks for places again, not having heard the answer, gets the same ones', async (t) => {
  const { newPerson, room, db } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const ids = [crypto.randomUUID(), crypto.randomUUID()] as PhotoId[]
  const reserve = (person: Person, roomId = room) =>
    call(person.caller, reserveUploads, {
      params: { roomId },
      body: { uploads: ids.map((id) => ({ id, bytes: 1000, alt: 'a lake' })) },
    })
  const first = await reserve(ada)
  assert.deepEqual(
    first.uploads.map(({ photo }) => photo.id),
    ids,
  )
  assert.deepEqual(await reserve(ada), first)
  await assert.rejects(reserve(ben), { code: 'photo_not_found' })
  const seen = await ada.upload(await phonePhoto()) // whose id all in the room know
  const body = { uploads: [{ id: seen.id, bytes: 1000 }] }
  await assert.rejects(call(ben.caller, reserveUploads, { params: { roomId: room }, body }), {
    code: 'photo_not_found',
  })
  assert.equal((await db.selectFrom('uploads').selectAll().execute()).length, 2)
})

test('SEC-32: places that are asked for at once count together', async (t) => {
  const { newPerson, room, db } = await startFile(t, { PHOTO_QUOTA: 25 })
  const ada = newPerson()
  const body = { uploads: Array(10).fill({ bytes: 1000 }) }
  const reserving = Array.from({ length: 6 }, () =>
    call(ada.caller, reserveUploads, { params: { roomId: room }, body }),
  )
  const outcomes = await Promise.allSettled(reserving)
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 2)
  assert.equal((await db.selectFrom('uploads').selectAll().execute()).length, 20)
})

test('one who gives a picture up takes nothing from others who send the same', async (t) => {
  const { newPerson, baseUrl, room, uploadsDir } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const bytes = await lake(4000, 3000).jpeg({ quality: 100 }).toBuffer()
  const [hers, his] = [await reserveOne(ada, room, bytes), await reserveOne(ben, room, bytes)]
  for (const [person, { photo }] of [
    [ada, hers],
    [ben, his],
  ] as const)
    assert.equal((await tus(baseUrl, person, 'PATCH', photo.id, piece(0), new Uint8Array(bytes))).status, 204)
  assert.equal((await tus(baseUrl, ada, 'DELETE', hers.photo.id)).status, 204)
  assert.equal((await settled(ben, his.photo.id)).state, 'ready')
  assert.equal((await ben.bytes(his.photo, 'clean')).length > 0, true)
  while ((await filesIn(`${uploadsDir}/incoming`)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
})

test('KEEP_ORIGINALS=off keeps no upload as it came, and all else', async (t) => {
  const { newPerson, uploadsDir } = await startFile(t, { KEEP_ORIGINALS: 'off' })
  const ada = newPerson()
  const photo = await ada.upload(await phonePhoto())
  assert.equal((await ada.get(photo, 'original')).status, 404)
  assert.equal((await ada.get(photo, 'clean')).status, 200)
  assert.ok(!(await filesIn(uploadsDir)).includes('original'))
  await ada.upload(await phonePhoto())
})
