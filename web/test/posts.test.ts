import assert from 'node:assert/strict'
import { test } from 'node:test'
import { message, photo, room } from '@snug/client/testing'
import { MAX_EDGE, Problem } from '@snug/contracts'
import type { Picture } from '../src/posts/picture.ts'
import { openDesk, settle } from './desk.ts'

test('the message is said with all its places, before a byte of them, once and in their order', async () => {
  const { said, promised, names, idOf, add } = openDesk()
  await add(['a', 'b', 'c', 'd'], 'the lake')
  assert.deepEqual(
    said.map(({ text, photos }) => [text, photos?.map(({ id }) => id)]),
    [['the lake', [1, 2, 3, 4].map(idOf)]],
  )
  assert.deepEqual(promised[0], {
    id: said[0]?.photos?.[0]?.id,
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
  failed(1) // told once more, as the house does now and then
  under[1]?.done()
  await settle()
  assert.equal(under[1]?.order.url, under[0]?.order.url)
  assert.deepEqual(states(), ['sent'], 'the old verdict is not about the new bytes')
  ready(1)
  assert.deepEqual(posts.list.get(), [])
})

test('the same verdict on the bytes of another try ends that, but not when it is only read again', async () => {
  const { posts, feeds, under, idOf, states, add, stored, failed } = openDesk()
  const id = await add(['a'])
  stored(id)
  under[0]?.done()
  await settle()
  failed(1)
  posts.retry(id)
  under[1]?.done()
  await settle()
  const photos = [photo(1, { id: idOf(1), state: 'failed', problem: 'unsupported_photo', caption: 'the far shore' })]
  const edited = message(1, { clientId: id, photos, editedAt: new Date() })
  feeds.apply(room, { type: 'message_edited', message: edited })
  assert.deepEqual(states(), ['sent'])
  failed(1)
  assert.deepEqual(states(), ['failed'])
})

test('a verdict may overtake the answer to the last bytes', async () => {
  const { posts, under, states, add, stored, failed } = openDesk()
  const id = await add(['a'])
  stored(id)
  under[0]?.done()
  await settle()
  failed(1)
  posts.retry(id)
  under[1]?.order.onProgress(1)
  failed(1)
  assert.deepEqual(states(), ['sending'])
  under[1]?.done()
  await settle()
  assert.deepEqual(states(), ['failed'])
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
  const { posts, under, cleared, photos, idOf, add, stored } = openDesk()
  const id = await add(['a', 'b'])
  stored(id)
  posts.cancel(id, 'a')
  await settle()
  assert.ok(under[0]?.order.signal.aborted)
  assert.deepEqual(cleared, [idOf(1)])
  assert.deepEqual(photos(), [idOf(2)])
})

test('a place is not given up before its message is said, which would be refused for it', async () => {
  const { posts, cleared, states, idOf, add, stored } = openDesk()
  const id = await add(['a', 'b'])
  posts.cancel(id, 'a')
  await settle()
  assert.deepEqual([cleared, states()], [[], ['leaving', 'sending']])
  stored(id)
  await settle()
  assert.deepEqual([cleared, states()], [[idOf(1)], ['sending']])
})

test('the failed can be removed together', async () => {
  const { posts, under, photos, idOf, add, stored } = openDesk()
  const id = await add(['a', 'b', 'c'])
  stored(id)
  under[0]?.fail()
  under[2]?.fail()
  await settle()
  posts.removeFailed(id)
  await settle()
  assert.deepEqual(photos(), [idOf(2)])
})

test('a post whose pictures are all cancelled before it is said is never said, and keeps no places', async () => {
  const { posts, feeds, cleared, idOf, add } = openDesk()
  const id = await add(['a', 'b'])
  posts.cancel(id, 'a')
  posts.cancel(id, 'b')
  await settle()
  assert.deepEqual([posts.list.get(), feeds.of(room).get().pending], [[], []])
  assert.deepEqual(cleared, [idOf(1), idOf(2)])
})

test('what is taken out while places are asked for is not said, and its place is given back', async () => {
  const gate = Promise.withResolvers<void>()
  const { posts, said, cleared, names, idOf, add } = openDesk({ reserve: () => gate.promise })
  const id = await add(['a', 'b'])
  posts.cancel(id, 'a')
  gate.resolve()
  await settle()
  assert.deepEqual(
    said.map(({ photos }) => photos?.map((place) => place.id)),
    [[idOf(2)]],
  )
  assert.deepEqual([cleared, names()], [[idOf(1)], ['b']])
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

test('who asks for places again, not having heard the answer, asks for the same', async () => {
  let isLost = true
  const reserve = async () => {
    if (isLost) throw new Problem('internal')
  }
  const { posts, promised, add } = openDesk({ reserve })
  const id = await add(['a', 'b'])
  isLost = false
  posts.retry(id)
  await settle()
  const [a, b, ...again] = promised.map((upload) => upload.id)
  assert.notEqual(a, b)
  assert.deepEqual(again, [a, b])
})

test('a file that cannot be read holds up no other, and is sent without what nobody knows', async () => {
  const unreadable = async () => {
    throw new DOMException('gone', 'NotReadableError')
  }
  const { promised, names, add } = openDesk({ measure: unreadable, hash: unreadable })
  await add(['a', 'b'])
  assert.deepEqual(names(), ['a', 'b'])
  assert.deepEqual(Object.keys(promised[0] ?? {}), ['id', 'bytes', 'alt', 'caption'])
})

test('a shape that the house would refuse is not told', async () => {
  const sizes: Record<string, number> = { a: MAX_EDGE, b: MAX_EDGE + 1, c: 0 }
  const measure = async ({ id }: Picture) => ({ width: 40, height: sizes[id] ?? 0 })
  const { promised, add } = openDesk({ measure })
  await add(['a', 'b', 'c'])
  assert.deepEqual(
    promised.map(({ width, height }) => [width, height]),
    [
      [40, MAX_EDGE],
      [undefined, undefined],
      [undefined, undefined],
    ],
  )
})

test('whoever left a room sends nothing more there', async () => {
  const { posts, under, add, stored } = openDesk()
  stored(await add(['a']))
  posts.hear({ type: 'room_left', roomId: room })
  assert.ok(under[0]?.order.signal.aborted)
  assert.deepEqual(posts.list.get(), [])
})

test('what filled places while there was no line is learnt from the page that is read then', async () => {
  const { posts, feeds, under, idOf, add, stored } = openDesk()
  const id = await add(['a', 'b'])
  stored(id)
  for (const { done } of under) done()
  await settle()
  const photos = [1, 2].map((n) => photo(n, { id: idOf(n), state: 'ready' }))
  feeds.apply(room, {
    type: 'page',
    items: [message(1, { clientId: id, photos })],
    reachedStart: true,
    reachedEnd: true,
  })
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

test('a message said while the feed is elsewhere is not taken for discarded, when the feed leaves it out', async () => {
  const { posts, feeds, cleared, add } = openDesk()
  feeds.apply(room, { type: 'page', items: [message(10)], reachedStart: false, reachedEnd: false })
  const clientId = await add(['a'])
  const ack = { type: 'ack', clientId, roomId: room, seq: 90, sentAt: new Date() } as const
  feeds.apply(room, ack)
  posts.hear(ack)
  feeds.apply(room, { type: 'page', items: [message(180)], reachedStart: false, reachedEnd: true })
  assert.deepEqual([posts.list.find(clientId)?.seq, cleared], [90, []])
})

test('posts begin one after the other, though the clock was set back', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 7_200_000 })
  const { posts, add } = openDesk()
  await add(['a'])
  t.mock.timers.setTime(3_600_000)
  await add(['b'])
  const [first, second] = posts.list.get().map(({ startedAt }) => startedAt.getTime())
  assert.ok(first !== undefined && second !== undefined && first < second)
})
