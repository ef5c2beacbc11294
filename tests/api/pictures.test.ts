import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { after, test } from 'node:test'
import {
  API_PREFIX,
  call,
  createRoom,
  deleteMessage,
  describePhoto,
  joinRoom,
  listMessages,
  type Photo,
  postMessage,
  type RoomId,
  reserveUploads,
} from '@snug/contracts'
import { Upload } from 'tus-js-client'
import { startTestHouse } from '../support/house.ts'
import { Line, newClientId, type Person, signUp } from '../support/person.ts'
import { phonePhoto } from '../support/pictures.ts'

const house = await startTestHouse({ after })
const [ada, ben] = [await signUp(house.url, 'ada'), await signUp(house.url, 'ben')]

async function newRoom(): Promise<RoomId> {
  const { id } = await call(ada.caller, createRoom, { body: { name: 'The lake', visibility: 'public' } })
  await call(ben.caller, joinRoom, { params: { roomId: id, profileId: 'me' } })
  return id
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Sends the bytes of a picture whose place is kept. */
function send(person: Person, url: string, bytes: Buffer, chunkSize = 100_000): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      uploadUrl: house.url + url,
      headers: person.caller.headers ?? {},
      chunkSize,
      onSuccess: () => resolve(),
      onError: reject,
    }).start()
  })
}

const bytesOf = (person: Person, photo: Photo, variant: string) =>
  fetch(`${house.url}${API_PREFIX}/photos/${photo.id}/${variant}`, { headers: person.caller.headers ?? {} })

const files = () =>
  readdirSync(`${house.dataDir}/uploads`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

test('thirty pictures are one post, seen at once, and fill their places as they come', async (t) => {
  const roomId = await newRoom()
  const line = await Line.open(house.url, ben)
  t.after(() => line.socket.close())
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')

  const pictures = await Promise.all(Array.from({ length: 30 }, (_, i) => phonePhoto(640, 480, i * 12)))
  const { uploads } = await call(ada.caller, reserveUploads, {
    params: { roomId },
    body: {
      uploads: pictures.map((bytes) => ({ bytes: bytes.length, sha256: sha256(bytes), width: 480, height: 640 })),
    },
  })
  const photoIds = uploads.map(({ photo }) => photo.id)
  const message = await call(ada.caller, postMessage, {
    params: { roomId },
    body: { clientId: newClientId(), photoIds },
  })
  const heard = await line.hears('message')
  assert.deepEqual(
    heard.message.photos.map(({ id, state }) => [id, state]),
    photoIds.map((id) => [id, 'pending']),
  )

  // As many at a time as a person may.
  for (let at = 0; at < uploads.length; at += 10)
    await Promise.all(
      uploads.slice(at, at + 10).map(({ url }, i) => send(ada, url as string, pictures[at + i] as Buffer)),
    )
  for (const id of photoIds) await line.hears('photo_ready', ({ photo, seq }) => photo.id === id && seq === message.seq)
  const { items } = await call(ben.caller, listMessages, { params: { roomId } })
  assert.deepEqual(
    items[0]?.photos.map(({ id, state, width, height }) => [id, state, width, height]),
    photoIds.map((id) => [id, 'ready', 480, 640]),
  )
  const [first] = items[0]?.photos ?? []
  assert.equal((await bytesOf(ben, first as Photo, 'thumb')).status, 200)
  assert.equal((await bytesOf(ben, first as Photo, 'original')).status, 404)
})

test('a deleted message takes its pictures off the disk, and a picture that another message shows stays', async () => {
  const roomId = await newRoom()
  const [shared, own] = [await phonePhoto(700, 500, 200), await phonePhoto(700, 500, 210)]
  const post = async (...pictures: Buffer[]) => {
    const body = { uploads: pictures.map((bytes) => ({ bytes: bytes.length, sha256: sha256(bytes) })) }
    const { uploads } = await call(ada.caller, reserveUploads, { params: { roomId }, body })
    await Promise.all(uploads.map(({ url }, i) => url && send(ada, url, pictures[i] as Buffer)))
    const photoIds = uploads.map(({ photo }) => photo.id)
    for (const photoId of photoIds)
      while ((await call(ada.caller, describePhoto, { params: { photoId } })).state !== 'ready')
        await new Promise((resolve) => setTimeout(resolve, 20))
    return call(ada.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), photoIds } })
  }
  const before = files().length
  const kept = await post(shared)
  const gone = await post(shared, own)
  assert.equal(files().length, before + 2 * 7)
  await call(ada.caller, deleteMessage, { params: { roomId, seq: gone.seq } })
  assert.equal(files().length, before + 7)
  for (const photo of gone.photos) assert.equal((await bytesOf(ada, photo, 'small')).status, 404)
  assert.equal((await bytesOf(ben, kept.photos[0] as Photo, 'small')).status, 200)
})

test('what is spoken of the tus protocol is told, and nothing of it needs more than a session', async () => {
  const asked = await fetch(`${house.url}${API_PREFIX}/uploads`, { method: 'OPTIONS' })
  assert.deepEqual(
    ['tus-version', 'tus-extension', 'access-control-allow-origin'].map((name) => asked.headers.get(name)),
    ['1.0.0', 'creation,termination', null],
  )
  assert.equal((await fetch(`${house.url}${API_PREFIX}/uploads`, { method: 'POST' })).status, 401)

  const roomId = await newRoom()
  const bytes = await phonePhoto(800, 600, 99)
  const upload = await new Promise<Upload>((resolve, reject) => {
    const upload: Upload = new Upload(bytes, {
      endpoint: `${house.url}${API_PREFIX}/uploads`,
      headers: ada.caller.headers ?? {},
      metadata: { roomId, filename: '../../etc/passwd', filetype: 'image/svg+xml', alt: 'the lake' },
      chunkSize: 3_000,
      onSuccess: () => resolve(upload),
      onError: reject,
    })
    upload.start()
  })
  assert.match(upload.url ?? '', /\/api\/v1\/uploads\/[\da-f-]{36}$/)
  await upload.abort(true)
  const photoId = upload.url?.split('/').at(-1) as Photo['id']
  await assert.rejects(call(ada.caller, describePhoto, { params: { photoId } }), { code: 'photo_not_found' })
})
