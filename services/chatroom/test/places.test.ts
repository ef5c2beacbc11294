import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  call,
  deleteMessage,
  editMessage,
  type HouseEvent,
  listMessages,
  type Message,
  type Photo,
  type PhotoId,
  postMessage,
  takeEvent,
} from '@snug/contracts'
import { Feed } from '../src/feed/feed.ts'
import { Changes } from '../src/messages/changes.ts'
import { Newest } from '../src/messages/newest.ts'
import { Places } from '../src/places/places.ts'
import { LiveRooms } from '../src/rooms/live-rooms.ts'
import { newClientId, newRoom, startChatroom } from './support.ts'

type InMessage = Pick<Extract<HouseEvent, { type: 'photo_settled' }>, 'roomId' | 'ownerId' | 'clientId'>

const aPhoto = (state: Photo['state'], extra: Partial<Photo> = {}): Photo => ({
  ...{ id: crypto.randomUUID() as PhotoId, state, width: 400, height: 300 },
  ...{ thumbhash: '', animated: false, alt: '', caption: '' },
  ...extra,
})

/** A room in which Ada speaks with pictures that a file service of the test's keeps, and Ben listens. */
async function startGallery(t: TestContext) {
  const photos = new Map<string, Photo>()
  const inMind = ({ body }: { body: unknown }) => ({
    photos: (body as { photoIds: string[] }).photoIds.flatMap((id) => photos.get(id) ?? []),
  })
  const chatroom = await startChatroom(t, (app) => {
    app.post('/internal/photos/attach', inMind)
    app.post('/internal/photos/describe', inMind)
  })
  const ada = chatroom.newPerson('ada')
  const roomId = await newRoom(ada)
  const gateway = await chatroom.feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ada.id, roomId })
  await gateway.until(({ type }) => type === 'subscribed')
  const keep = (...more: Photo[]) => {
    for (const photo of more) photos.set(photo.id, photo)
    return more
  }
  const { db } = chatroom
  const places = new Places({
    db,
    house: { ask: async (_: unknown, { body }: { body: unknown }) => inMind({ body }) },
    changes: new Changes({
      db,
      rooms: new LiveRooms(db, 2_000),
      newest: new Newest(db, 2_000),
      feed: new Feed(),
      timeoutMs: 2_000,
    }),
  } as never)
  places.close() // it is asked by hand
  return {
    ...chatroom,
    places,
    /** What file was told, or will be, that messages do not have; each once, for it may be told and about to be told. */
    released: async () => {
      const waiting = await chatroom.db.selectFrom('outbox').select('event').execute()
      const told = chatroom.events as HouseEvent[]
      const all = [...told, ...waiting.map(({ event }) => JSON.parse(event) as HouseEvent)]
      return new Set(
        all.flatMap((event) =>
          event.type === 'photos_released' ? `${event.clientId}: ${event.photoIds.toSorted().join()}` : [],
        ),
      )
    },
    ada,
    roomId,
    gateway,
    keep,
    photos,
    say: (shown: Photo[], text = '', clientId = newClientId()) =>
      call(ada.caller, postMessage, {
        params: { roomId },
        body: { clientId, text, photoIds: shown.map(({ id }) => id) },
      }),
    tell: (event: HouseEvent) => call(chatroom.internal, takeEvent, { body: event as never }),
    read: async () => (await call(ada.caller, listMessages, { params: { roomId } })).items,
  }
}

const MINUTE = 60_000
const placeOf = ({ roomId, authorId, clientId }: Message) => ({ roomId, authorId, clientId })
const inMessage = ({ roomId, authorId, clientId }: Message): InMessage => ({ roomId, ownerId: authorId, clientId })

test('a message is said before its pictures are there, and each fills its place', async (t) => {
  const { say, keep, tell, read, gateway, db } = await startGallery(t)
  const [one, two] = keep(aPhoto('pending', { alt: 'the lake' }), aPhoto('pending')) as [Photo, Photo]
  const message = await say([one, two])
  assert.deepEqual(message.photos, [one, two])
  assert.equal((await db.selectFrom('places').selectAll().execute()).length, 2)

  const came = { ...two, state: 'ready' as const, width: 4000, height: 3000, thumbhash: 'AAAA' }
  for (let twice = 0; twice < 2; twice++) await tell({ type: 'photo_settled', ...inMessage(message), photo: came })
  const news = await gateway.until(({ type }) => type === 'photo_ready')
  assert.deepEqual(news, { type: 'photo_ready', roomId: message.roomId, seq: message.seq, revision: 1, photo: came })
  const broken = { ...one, state: 'failed' as const, problem: 'broken_photo' as const }
  await tell({ type: 'photo_settled', ...inMessage(message), photo: broken })
  await gateway.until(({ type }) => type === 'photo_failed')
  assert.deepEqual((await read())[0]?.photos, [broken, came])
  // Who did not hear it, since something died, learns from the newest number that something is missing.
  const told = gateway.heard.flatMap(({ frame }) => (frame.type === 'photo_ready' ? frame.photo : []))
  assert.deepEqual(told, [came])

  // It is sent again, and is one this time.
  await tell({ type: 'photo_settled', ...inMessage(message), photo: { ...one, state: 'ready' } })
  await gateway.until((frame) => frame.type === 'photo_ready' && frame.photo.id === one.id)
  assert.deepEqual(await db.selectFrom('places').selectAll().execute(), [])
})

test('a picture that was quicker than its message is in its place all the same', async (t) => {
  const { say, keep, tell, read, gateway, photos, ada, roomId } = await startGallery(t)
  const [photo] = keep(aPhoto('pending')) as [Photo]
  const clientId = newClientId()
  const came = { ...photo, state: 'ready' as const, thumbhash: 'AAAA' }
  await tell({ type: 'photo_settled', roomId, ownerId: ada.id, clientId, photo: came })
  const saying = say([photo], '', clientId)
  photos.set(photo.id, came) // after it was taken into the message, or before: either is right
  await saying
  await gateway.until(
    (frame) => frame.type === 'photo_ready' || (frame.type === 'message' && frame.message.photos[0]?.state === 'ready'),
  )
  assert.equal((await read())[0]?.photos[0]?.state, 'ready')
})

test('REL-11: news that was lost is asked for, and pictures of a message that was never said are given back', async (t) => {
  const { say, keep, read, photos, ada, roomId, db, places, released } = await startGallery(t)
  const [one, two, three] = keep(aPhoto('pending'), aPhoto('pending'), aPhoto('ready')) as [Photo, Photo, Photo]
  const message = await say([one, two])
  const unsaid = { roomId, authorId: ada.id, clientId: newClientId() }
  const createdAt = new Date()
  await db
    .insertInto('places')
    .values({ ...unsaid, photoId: three.id, createdAt })
    .execute()
  // Taken for the message once more, by somebody who did not hear that it was said.
  await db
    .insertInto('places')
    .values({ ...placeOf(message), photoId: three.id, createdAt })
    .execute()
  photos.set(one.id, { ...one, state: 'ready' })
  photos.delete(two.id)

  await places.checkAll(Date.now() + 2 * MINUTE)
  const after = (await read())[0]?.photos
  assert.deepEqual(
    after?.map(({ id, state }) => [id, state]),
    [[one.id, 'ready']],
  )
  const givenBack = [`${message.clientId}: ${three.id}`, `${message.clientId}: ${two.id}`]
  assert.deepEqual(await released(), new Set(givenBack))
  assert.equal((await db.selectFrom('places').selectAll().execute()).length, 1)

  await places.checkAll(Date.now() + 2 * 60 * MINUTE)
  assert.deepEqual(await db.selectFrom('places').selectAll().execute(), [])
  assert.deepEqual(await released(), new Set([...givenBack, `${unsaid.clientId}: ${three.id}`]))
})

test('too many words about pictures are refused at once, and the pictures given back', async (t) => {
  const { say, keep, released, db } = await startGallery(t)
  const wordy = keep(...Array.from({ length: 21 }, () => aPhoto('pending', { alt: 'x'.repeat(1_000) })))
  const clientId = newClientId()
  await assert.rejects(say(wordy, '', clientId), { code: 'invalid_body' })
  const ids = wordy.map(({ id }) => id).sort()
  assert.deepEqual(await released(), new Set([`${clientId}: ${ids.join()}`]))
  assert.deepEqual(await db.selectFrom('places').selectAll().execute(), [])
})

test('all that may be written about a hundred pictures is changed in one edit, in any script', async (t) => {
  const { say, keep, ada, roomId } = await startGallery(t)
  const { seq, photos } = await say(keep(...Array.from({ length: 100 }, () => aPhoto('ready'))))
  const words = photos.map(({ id }) => ({ id, alt: '湖'.repeat(200), caption: '' }))
  const edited = await call(ada.caller, editMessage, { params: { roomId, seq }, body: { photos: words } })
  assert.equal(edited.photos[99]?.alt.length, 200)
})

test('a picture that is gone leaves its message, and the last one takes a message without words along', async (t) => {
  const { say, keep, tell, gateway, read } = await startGallery(t)
  const [one, two] = keep(aPhoto('ready'), aPhoto('pending')) as [Photo, Photo]
  const message = await say([one, two])
  await tell({ type: 'photo_removed', ...inMessage(message), photoId: two.id })
  await gateway.until(
    (frame) => frame.type === 'photo_removed' && frame.photoId === two.id && frame.seq === message.seq,
  )
  assert.deepEqual((await read())[0]?.photos, [one])
  await tell({ type: 'photo_removed', ...inMessage(message), photoId: one.id })
  await gateway.until((frame) => frame.type === 'message_deleted' && frame.seq === message.seq)
  const [left] = await read()
  assert.deepEqual([left?.photos, left?.deletedAt === null], [[], false])
})

test('the pictures of a deleted message are given up', async (t) => {
  const { say, keep, events, ada, roomId } = await startGallery(t)
  const shown = keep(aPhoto('ready'), aPhoto('pending'))
  const message = await say(shown, 'look')
  await call(ada.caller, deleteMessage, { params: { roomId, seq: message.seq } })
  const released = events.filter((event) => (event as HouseEvent).type === 'photos_released')
  const { clientId } = message
  const photoIds = shown.map(({ id }) => id)
  assert.deepEqual(released, [{ type: 'photos_released', roomId, ownerId: ada.id, clientId, photoIds }])
})

test('an author orders the pictures of a message and writes about them, and a place that fills keeps the words', async (t) => {
  const { say, keep, tell, ada, roomId, read } = await startGallery(t)
  const [one, two] = keep(aPhoto('ready'), aPhoto('pending', { alt: 'old' })) as [Photo, Photo]
  const message = await say([one, two], 'look')
  const edit = (photos: { id: PhotoId; alt: string; caption: string }[]) =>
    call(ada.caller, editMessage, { params: { roomId, seq: message.seq }, body: { photos } })
  const words = [
    { id: two.id, alt: 'a duck', caption: 'Ende August' },
    { id: one.id, alt: '', caption: '' },
  ]
  const edited = await edit(words)
  assert.deepEqual([edited.text, edited.photos.map(({ id, alt, caption }) => ({ id, alt, caption }))], ['look', words])
  await tell({ type: 'photo_settled', ...inMessage(message), photo: { ...two, state: 'ready' } })
  const [after] = await read()
  assert.deepEqual(after?.photos, [{ ...two, ...words[0], state: 'ready' }, one])
  for (const wrong of [
    words.slice(1),
    [...words, { id: crypto.randomUUID() as PhotoId, alt: '', caption: '' }],
    [words[0], words[0]] as typeof words,
    words.map((word) => ({ ...word, caption: 'x'.repeat(501) })),
  ])
    await assert.rejects(edit(wrong), { code: 'invalid_body' })
})
