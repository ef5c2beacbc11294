import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { addInlinePhotos, attachPhotos, call, type PhotoId, type RoomId } from '@snug/contracts'
import { dataUrl, filesIn, inMessage, lake, phonePhoto, startFile } from './support.ts'

test('pictures are taken into a message in the order asked, and again without change', async (t) => {
  const { newPerson, chatroom, room } = await startFile(t)
  const ada = newPerson()
  const uploads = [
    await ada.upload(await lake(60, 40).png().toBuffer()),
    await ada.upload(await phonePhoto(), { alt: 'b' }),
  ]
  const photoIds = uploads.map(({ id }) => id).reverse()
  const message = inMessage(room, ada)
  const take = () => call(chatroom, attachPhotos, { body: { ...message, photoIds } })
  const { photos } = await take()
  assert.deepEqual(
    photos.map(({ id }) => id),
    photoIds,
  )
  assert.deepEqual(Object.keys(photos[0] ?? {}).sort(), [
    'alt',
    'animated',
    'caption',
    'height',
    'id',
    'state',
    'thumbhash',
    'width',
  ])
  assert.deepEqual(await take(), { photos })
})

test('SEC-12: a picture of somebody else, of another room or of nobody goes into no message', async (t) => {
  const { newPerson, chatroom, room, db } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const mine = (await ada.upload(await lake(60, 40).png().toBuffer())).id
  const theirs = (await ben.upload(await lake(60, 40).png().toBuffer())).id
  const elsewhere = crypto.randomUUID() as RoomId
  for (const [roomId, photoIds] of [
    [room, [mine, theirs]],
    [room, [mine, crypto.randomUUID() as typeof mine]],
    [elsewhere, [mine]],
  ] as const)
    await assert.rejects(
      call(chatroom, attachPhotos, { body: { ...inMessage(roomId, ada), photoIds: [...photoIds] } }),
      { code: 'photo_not_found' },
    )
  const attached = await db.selectFrom('photos').selectAll().where('attachedAt', 'is not', null).execute()
  assert.deepEqual(attached, [])
})

test('pictures inside a message are taken all or none, in their order', async (t) => {
  const { newPerson, chatroom, room, db, uploadsDir } = await startFile(t)
  const [ada, ben] = [newPerson(), newPerson()]
  const attachments = [
    { dataUrl: dataUrl(await lake(60, 40).png().toBuffer()), alt: 'one' },
    { dataUrl: dataUrl(await lake(80, 40).webp().toBuffer()), alt: 'two' },
  ]
  const body = { roomId: room, ownerId: ada.profileId, attachments }
  const broken = { ...body, attachments: [...attachments, { dataUrl: dataUrl(Buffer.from('<svg/>')) }] }
  await assert.rejects(call(chatroom, addInlinePhotos, { body: broken }), { code: 'unsupported_photo' })
  assert.deepEqual(await db.selectFrom('photos').selectAll().execute(), [])

  const { photos } = await call(chatroom, addInlinePhotos, { body })
  assert.deepEqual(
    photos.map(({ alt, width }) => [alt, width]),
    [
      ['one', 60],
      ['two', 80],
    ],
  )
  const [one] = photos as [{ id: PhotoId }, unknown]
  assert.equal((await ben.get(one, 'thumb')).status, 404) // the message may never be said
  await call(chatroom, attachPhotos, { body: { ...inMessage(room, ada), photoIds: [one.id] } })
  assert.equal((await ben.get(one, 'thumb')).status, 200)
  assert.ok((await filesIn(uploadsDir)).length > 0)
})

test('long pictures inside one message are taken whole, short ones between them', async (t) => {
  const { newPerson, chatroom, room, db } = await startFile(t)
  const { profileId } = newPerson()
  const png = await lake(60, 40).png().toBuffer()
  const pictures = [200_000, 0, 300_001].map((more) => Buffer.concat([png, Buffer.alloc(more, 0xff)]))
  const attachments = pictures.map((picture) => ({ dataUrl: dataUrl(picture, 'image/png') }))
  const body = { roomId: room, ownerId: profileId, attachments }
  await call(chatroom, addInlinePhotos, { body })
  const rows = await db.selectFrom('photos').select(['bytes', 'sha256']).orderBy('bytes').execute()
  const expected = pictures.map((picture) => ({ bytes: picture.length, sha256: hash('sha256', picture) }))
  assert.deepEqual(
    rows,
    expected.sort((a, b) => a.bytes - b.bytes),
  )
  const damaged = [...attachments, { dataUrl: `${attachments[0]?.dataUrl}!` }]
  await assert.rejects(call(chatroom, addInlinePhotos, { body: { ...body, attachments: damaged } }), {
    code: 'invalid_body',
  })
})

test('SEC-18: people and other services cannot take pictures into messages', async (t) => {
  const { newPerson, baseUrl, neighbours, room } = await startFile(t)
  const ada = newPerson()
  const photo = await ada.upload(await lake(60, 40).png().toBuffer())
  const body = { ...inMessage(room, ada), photoIds: [photo.id] }
  for (const caller of [ada.caller, neighbours.caller(baseUrl, 'file', undefined, 'profile'), { baseUrl }])
    await assert.rejects(call(caller, attachPhotos, { body }), { code: 'not_found' })
})
