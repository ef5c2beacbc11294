import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Draft, Feeds, newClientId } from '@snug/client'
import { ada, message, photo, room } from '@snug/client/testing'
import { type ClientId, type NewUpload, type Photo, type PhotoId, Problem, type Upload } from '@snug/contracts'
import type { Picture } from '../src/composer/picture.ts'
import { type BytesOrder, Posts } from '../src/composer/posts.ts'

/** A desk whose house is the test: it gives places at once, and bytes are there when the test says so. */
function openDesk({ here = [] as string[], reserve = async () => {} } = {}) {
  const under: { name: string; order: BytesOrder; done: () => void; fail: () => void }[] = []
  const [said, cleared, promised]: [Draft[], PhotoId[], NewUpload[]] = [[], [], []]
  const feeds = new Feeds()
  feeds.of(room)
  let places = 0
  const placeOf = (upload: NewUpload): Upload => {
    const place = photo(++places, { state: here.includes(upload.caption ?? '') ? 'ready' : 'pending' })
    return { photo: place, url: place.state === 'ready' ? null : `/uploads/${place.id}` }
  }
  const posts = new Posts({
    measure: async () => ({ width: 40, height: 30 }),
    hash: async () => 'ab'.repeat(32),
    reserve: async (_, uploads) => {
      await reserve()
      promised.push(...uploads)
      return uploads.map(placeOf)
    },
    sendBytes: (order) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      under.push({ name: order.file.name, order, done: resolve, fail: () => reject(new Problem('upload_damaged')) })
      order.signal.addEventListener('abort', () => reject(order.signal.reason))
      return promise
    },
    clear: async (photoId, from) => {
      cleared.push(photoId)
      if (from) feeds.apply(room, { type: 'photo_removed', roomId: room, seq: from.seq, photoId })
    },
    say: (draft) => {
      said.push(draft)
      const { clientId = newClientId(), text = '', photos = [] } = draft
      const mine = { clientId, roomId: room, authorId: ada, text, photos, queuedAt: new Date() }
      feeds.apply(room, { type: 'queued', roomId: room, message: mine })
    },
    unsay: (clientId) => feeds.apply(room, { type: 'discarded', roomId: room, clientId }),
    feedOf: (roomId) => feeds.of(roomId),
    explain: (error) => (error instanceof Problem ? error.code : String(error)),
  })
  const add = async (names: string[], text = '') => {
    const clientId = newClientId()
    posts.add({ clientId, roomId: room, authorId: ada, text }, names.map(picture))
    await settle()
    return clientId
  }
  const stored = (clientId: ClientId) =>
    feeds.apply(room, { type: 'ack', clientId, roomId: room, seq: 1, sentAt: new Date() })
  const tell = (type: 'photo_ready' | 'photo_failed', place: Photo) =>
    feeds.apply(room, { type, roomId: room, seq: 1, photo: place })
  const [ready, failed] = [
    (n: number) => tell('photo_ready', photo(n, { state: 'ready' })),
    (n: number) => tell('photo_failed', photo(n, { state: 'failed', problem: 'unsupported_photo' })),
  ]
  const states = () => posts.list.get()[0]?.pictures.map(({ state }) => state)
  const names = () => under.map(({ name }) => name)
  const photos = () =>
    feeds
      .of(room)
      .get()
      .messages[0]?.photos.map(({ id }) => id)
  return { posts, feeds, under, said, cleared, promised, add, stored, ready, failed, states, names, photos }
}

const picture = (name: string): Picture => ({
  id: name,
  file: new File([name], name, { type: 'image/jpeg' }),
  preview: '',
  alt: '',
  caption: name,
})
const settle = () => new Promise((done) => setImmediate(done))

test('the message is said with all its places, before a byte of them, once and in their order', async () => {
  const { said, promised, names, add } = openDesk()
  await add(['a', 'b', 'c', 'd'], 'the lake')
  assert.deepEqual(
    said.map(({ text, photos }) => [text, photos?.map(({ id }) => id)]),
    [['the lake', [1, 2, 3, 4].map((n) => photo(n).id)]],
  )
  assert.deepEqual(promised[0], {
    bytes: 1,
    alt: '',
    caption: 'a',
    width: 40,
    height: 30,
    sha256: 'ab'.repeat(32),
  })
  assert.deepEqual(names(), ['a', 'b', 'c'])
})

test('bytes go three at a time; a post is over when the house has all of its pictures', async () => {
  const { posts, under, names, states, add, stored, ready } = openDesk()
  stored(await add(['a', 'b', 'c', 'd']))
  under[1]?.done()
  await settle()
  assert.deepEqual(names(), ['a', 'b', 'c', 'd'])
  assert.deepEqual(states(), ['sending', 'sent', 'sending', 'sending'])
  for (const { done } of under) done()
  await settle()
  for (const n of [1, 2, 3]) ready(n)
  assert.deepEqual(states(), ['ready', 'ready', 'ready', 'sent'])
  ready(4)
  assert.deepEqual(posts.list.get(), [])
})

test('a picture that the house has already is not sent again', async () => {
  const { names, states, add, stored } = openDesk({ here: ['a'] })
  stored(await add(['a', 'b']))
  assert.deepEqual(names(), ['b'])
  assert.deepEqual(states(), ['ready', 'sending'])
})

test('what turns out to be no picture says why, and goes to the same place when it is tried again', async () => {
  const { posts, under, states, add, stored, ready, failed } = openDesk()
  const id = await add(['a'])
  stored(id)
  under[0]?.done()
  await settle()
  failed(1)
  assert.equal(posts.list.get()[0]?.pictures[0]?.reason, 'unsupported_photo')

  posts.retry(id)
  under[1]?.done()
  await settle()
  assert.equal(under[1]?.order.url, under[0]?.order.url)
  assert.deepEqual(states(), ['sent'], 'the old verdict is not about the new bytes')
  ready(1)
  assert.deepEqual(posts.list.get(), [])
})

test('a failed picture holds up no other, and is tried again alone', async () => {
  const { posts, under, names, states, add, stored } = openDesk()
  const id = await add(['a', 'b'])
  stored(id)
  under[0]?.fail()
  under[1]?.done()
  await settle()
  assert.deepEqual(states(), ['failed', 'sent'])
  posts.retry(id, 'a')
  assert.deepEqual(names(), ['a', 'b', 'a'])
})

test('a cancelled picture stops at once and leaves the message', async () => {
  const { posts, under, cleared, photos, add, stored } = openDesk()
  const id = await add(['a', 'b'])
  stored(id)
  posts.cancel(id, 'a')
  await settle()
  assert.ok(under[0]?.order.signal.aborted)
  assert.deepEqual(cleared, [photo(1).id])
  assert.deepEqual(photos(), [photo(2).id])
})

test('a place is not given up before its message is said, which would be refused for it', async () => {
  const { posts, cleared, states, add, stored } = openDesk()
  const id = await add(['a', 'b'])
  posts.cancel(id, 'a')
  await settle()
  assert.deepEqual([cleared, states()], [[], ['leaving', 'sending']])
  stored(id)
  await settle()
  assert.deepEqual([cleared, states()], [[photo(1).id], ['sending']])
})

test('the failed can be removed together', async () => {
  const { posts, under, photos, add, stored } = openDesk()
  const id = await add(['a', 'b', 'c'])
  stored(id)
  under[0]?.fail()
  under[2]?.fail()
  await settle()
  posts.removeFailed(id)
  await settle()
  assert.deepEqual(photos(), [photo(2).id])
})

test('a post whose pictures are all cancelled before it is said is never said, and keeps no places', async () => {
  const { posts, feeds, cleared, add } = openDesk()
  const id = await add(['a', 'b'])
  posts.cancel(id, 'a')
  posts.cancel(id, 'b')
  await settle()
  assert.deepEqual([posts.list.get(), feeds.of(room).get().pending], [[], []])
  assert.deepEqual(cleared, [photo(1).id, photo(2).id])
})

test('what is taken out while places are asked for is not said, and its place is given back', async () => {
  const gate = Promise.withResolvers<void>()
  const { posts, said, cleared, names, add } = openDesk({ reserve: () => gate.promise })
  const id = await add(['a', 'b'])
  posts.cancel(id, 'a')
  gate.resolve()
  await settle()
  assert.deepEqual(
    said.map(({ photos }) => photos?.map((place) => place.id)),
    [[photo(2).id]],
  )
  assert.deepEqual([cleared, names()], [[photo(1).id], ['b']])
})

test('words outlive their pictures', async () => {
  const gate = Promise.withResolvers<void>()
  const { posts, said, add } = openDesk({ reserve: () => gate.promise })
  posts.cancel(await add(['a'], 'the lake'), 'a')
  assert.deepEqual(
    said.map(({ text, photos }) => [text, photos]),
    [['the lake', undefined]],
  )
  assert.deepEqual(posts.list.get(), [])
})

test('a post that gets no places waits for the person', async () => {
  let isFull = true
  const reserve = async () => {
    if (isFull) throw new Problem('quota_reached')
  }
  const { posts, said, add } = openDesk({ reserve })
  const id = await add(['a'])
  assert.deepEqual([posts.list.get()[0]?.reason, said], ['quota_reached', []])
  isFull = false
  posts.retry(id)
  await settle()
  assert.equal(said.length, 1)
})

test('what filled places while there was no line is learnt from the page that is read then', async () => {
  const { posts, feeds, under, add, stored } = openDesk()
  const id = await add(['a', 'b'])
  stored(id)
  for (const { done } of under) done()
  await settle()
  const photos = [1, 2].map((n) => photo(n, { state: 'ready' }))
  feeds.apply(room, { type: 'page', items: [message(1, { clientId: id, photos })], reachedStart: true })
  assert.deepEqual(posts.list.get(), [])
})

test('a message that is deleted meanwhile takes its uploads with it', async () => {
  const { posts, feeds, under, add, stored } = openDesk()
  stored(await add(['a']))
  feeds.apply(room, { type: 'message_deleted', roomId: room, seq: 1, deletedAt: new Date() })
  await settle()
  assert.ok(under[0]?.order.signal.aborted)
  assert.deepEqual(posts.list.get(), [])
})
