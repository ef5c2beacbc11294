import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Photo } from '@snug/contracts'
import { afterEvent, emptyFeed, type Feed, type PageEvent } from '../src/feed.ts'
import { message, outgoing, photo, room } from '../src/testing.ts'

const post = (photos: Photo[], more = {}) => message(1, { text: '', photos, ...more })
const page = (...photos: Photo[]): PageEvent => ({
  type: 'page',
  items: [post(photos)],
  reachedStart: true,
  reachedEnd: true,
  revision: 0,
})
const ready = (n: number, more: Partial<Photo> = {}) => photo(n, { state: 'ready', thumbhash: 'blur', ...more })
const failed = (n: number) => photo(n, { state: 'failed', problem: 'unsupported_photo' })
const arrived = (each: Photo) => ({ type: 'photo_ready', roomId: room, seq: 1, revision: 1, photo: each }) as const
const refused = (each: Photo) => ({ type: 'photo_failed', roomId: room, seq: 1, revision: 1, photo: each }) as const
const removed = (n: number) =>
  ({ type: 'photo_removed', roomId: room, seq: 1, revision: 1, photoId: photo(n).id }) as const
const states = (feed: Feed) => feed.messages[0]?.photos.map(({ state }) => state)

const waiting = afterEvent(emptyFeed, page(photo(1), photo(2)))

test('a picture fills its place, once or twice told, and the message is not edited by it', () => {
  const once = afterEvent(waiting, arrived(ready(2)))
  assert.deepEqual(states(once), ['pending', 'ready'])
  assert.equal(once.messages[0]?.editedAt, null)
  assert.deepEqual(afterEvent(once, arrived(ready(2))), once)
})

test('what was no picture says so, until it is sent again', () => {
  const feed = afterEvent(waiting, refused(failed(1)))
  assert.equal(feed.messages[0]?.photos[0]?.problem, 'unsupported_photo')
  assert.deepEqual(states(afterEvent(feed, arrived(ready(1)))), ['ready', 'pending'])
})

test('a picture that is there is never awaited again', () => {
  const there = afterEvent(waiting, arrived(ready(1)))
  for (const late of [page(photo(1), photo(2)), { type: 'message', message: post([photo(1), photo(2)]) } as const])
    assert.deepEqual(states(afterEvent(there, late)), ['ready', 'pending'])
  assert.deepEqual(states(afterEvent(there, refused(failed(1)))), ['ready', 'pending'])
})

test('a page that is read later knows what came while there was no line', () => {
  assert.deepEqual(states(afterEvent(waiting, page(ready(1), failed(2)))), ['ready', 'failed'])
})

test('a picture that was removed does not come back with an older page', () => {
  const feed = afterEvent(waiting, removed(1))
  assert.deepEqual(states(feed), ['pending'])
  assert.deepEqual(states(afterEvent(afterEvent(feed, removed(1)), page(photo(1), photo(2)))), ['pending'])
})

test('an edit changes order and words, and leaves what has arrived', () => {
  const there = afterEvent(waiting, arrived(ready(1)))
  const photos = [photo(2), photo(1, { caption: 'the far shore' })]
  const edit = { type: 'message_edited', message: post(photos, { editedAt: new Date(), revision: 2 }) } as const
  const feed = afterEvent(there, edit)
  assert.deepEqual(states(feed), ['pending', 'ready'])
  assert.deepEqual(feed.messages[0]?.photos[1], ready(1, { caption: 'the far shore' }))

  const late = afterEvent(feed, arrived(ready(1)))
  assert.equal(late.messages[0]?.photos[1]?.caption, 'the far shore')
})

test('news of pictures in a message that is not here change nothing', () => {
  for (const event of [arrived(ready(1)), refused(failed(1)), removed(1)])
    assert.equal(afterEvent(emptyFeed, event).messages, emptyFeed.messages)
})

test('my message takes its place with pictures that are on their way', () => {
  const mine = { ...outgoing('the lake'), photos: [photo(1), ready(2)] }
  const ack = { type: 'ack', clientId: mine.clientId, roomId: room, seq: 1, sentAt: new Date() } as const
  const feed = afterEvent(afterEvent(emptyFeed, { type: 'queued', roomId: room, message: mine }), ack)
  assert.deepEqual(states(feed), ['pending', 'ready'])
})
