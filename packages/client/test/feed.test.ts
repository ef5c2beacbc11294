import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterEvent, emptyFeed, isWhole } from '../src/feed.ts'
import { ada, ben, edited, message, outgoing, page, room } from '../src/testing.ts'

const numbers = (feed: typeof emptyFeed) => feed.messages.map(({ seq }) => seq)

test('a page fills an empty feed', () => {
  const feed = afterEvent(emptyFeed, page([1, 2, 3], true))
  assert.deepEqual(numbers(feed), [1, 2, 3])
  assert.ok(feed.loaded)
  assert.ok(feed.reachedStart)
})

test('a message heard twice is shown once', () => {
  const event = { type: 'message', message: message(4) } as const
  const once = afterEvent(afterEvent(emptyFeed, page([1, 2, 3])), event)
  const twice = afterEvent(once, event)
  assert.deepEqual(numbers(twice), [1, 2, 3, 4])
})

test('a message that comes late takes its place', () => {
  const feed = afterEvent(afterEvent(emptyFeed, page([1, 3])), { type: 'message', message: message(2) })
  assert.deepEqual(numbers(feed), [1, 2, 3])
})

test('an older page goes before, and says when it is the first', () => {
  const feed = afterEvent(afterEvent(emptyFeed, page([4, 5, 6])), page([1, 2, 3], true))
  assert.deepEqual(numbers(feed), [1, 2, 3, 4, 5, 6])
  assert.ok(feed.reachedStart)
})

test('the newest page after a long absence leaves no hole behind', () => {
  const before = afterEvent(emptyFeed, page([1, 2, 3], true))
  const feed = afterEvent(before, page([90, 91]))
  assert.deepEqual(numbers(feed), [90, 91])
  assert.equal(feed.reachedStart, false)
})

test('the newest page after a short absence joins what was there', () => {
  const feed = afterEvent(afterEvent(emptyFeed, page([1, 2, 3], true)), page([4, 5]))
  assert.deepEqual(numbers(feed), [1, 2, 3, 4, 5])
  assert.ok(feed.reachedStart)
})

test('what the line brought while a page was under way is kept', () => {
  const early = afterEvent(emptyFeed, { type: 'message', message: message(4) })
  assert.equal(early.loaded, false)
  const feed = afterEvent(early, page([1, 2, 3], true))
  assert.deepEqual(numbers(feed), [1, 2, 3, 4])
})

test('a feed with a hole, or behind the line, is not whole', () => {
  const feed = afterEvent(emptyFeed, page([1, 2, 4]))
  assert.equal(isWhole(feed, 4), false)
  const mended = afterEvent(feed, { type: 'message', message: message(3) })
  assert.ok(isWhole(mended, 4))
  assert.equal(isWhole(mended, 5), false)
})

test('an edit is not undone by an older version of the message', () => {
  const feed = afterEvent(emptyFeed, page([1]))
  const after = afterEvent(
    afterEvent(feed, { type: 'message_edited', message: edited(message(1), 'better') }),
    page([1]),
  )
  assert.equal(after.messages[0]?.text, 'better')
})

test('an edit of a message that is not here changes nothing', () => {
  const feed = afterEvent(emptyFeed, page([5, 6]))
  assert.equal(afterEvent(feed, { type: 'message_edited', message: edited(message(1), 'better') }), feed)
})

test('a deleted message keeps its number and loses its words', () => {
  const deletedAt = new Date()
  const feed = afterEvent(afterEvent(emptyFeed, page([1, 2])), {
    type: 'message_deleted',
    roomId: room,
    seq: 1,
    deletedAt,
  })
  assert.deepEqual(numbers(feed), [1, 2])
  assert.equal(feed.messages[0]?.text, '')
  assert.equal(feed.messages[0]?.deletedAt, deletedAt)
})

test('a message of mine waits at the end and takes its number when confirmed', () => {
  const mine = outgoing('hello')
  const waiting = afterEvent(afterEvent(emptyFeed, page([1])), { type: 'queued', roomId: room, message: mine })
  assert.deepEqual(waiting.pending, [mine])

  const sent = afterEvent(waiting, { type: 'ack', clientId: mine.clientId, roomId: room, seq: 2, sentAt: new Date() })
  assert.deepEqual(sent.pending, [])
  assert.equal(sent.messages.at(-1)?.text, 'hello')
})

test('my message is one, whether the ack comes first or the message', () => {
  const mine = outgoing('hello')
  const ack = { type: 'ack', clientId: mine.clientId, roomId: room, seq: 1, sentAt: new Date() } as const
  const heard = { type: 'message', message: message(1, { clientId: mine.clientId, text: 'hello' }) } as const
  const waiting = afterEvent(emptyFeed, { type: 'queued', roomId: room, message: mine })
  for (const events of [
    [ack, heard],
    [heard, ack],
  ]) {
    const feed = events.reduce(afterEvent, waiting)
    assert.deepEqual([feed.messages.length, feed.pending.length], [1, 0])
  }
})

test('a message of mine that is here already is not queued again', () => {
  const mine = outgoing('hello')
  const feed = afterEvent(emptyFeed, { type: 'message', message: message(1, { clientId: mine.clientId }) })
  assert.equal(afterEvent(feed, { type: 'queued', roomId: room, message: mine }), feed)
})

test("somebody else's message cannot confirm mine by carrying its clientId", () => {
  const mine = outgoing('hello')
  const waiting = afterEvent(emptyFeed, { type: 'queued', roomId: room, message: mine })
  const theirs = message(1, { clientId: mine.clientId, authorId: ben })
  assert.deepEqual(afterEvent(waiting, { type: 'message', message: theirs }).pending, [mine])
})

test('a refused message stays, says why, and can be tried again or discarded', () => {
  const mine = outgoing('hello')
  const waiting = afterEvent(emptyFeed, { type: 'queued', roomId: room, message: mine })
  const refused = afterEvent(waiting, { type: 'refused', roomId: room, clientId: mine.clientId, refusal: 'Too long.' })
  assert.equal(refused.pending[0]?.refusal, 'Too long.')

  const again = afterEvent(refused, { type: 'queued', roomId: room, message: mine })
  assert.equal(again.pending[0]?.refusal, undefined)
  assert.deepEqual(afterEvent(again, { type: 'discarded', roomId: room, clientId: mine.clientId }).pending, [])
})

test('typing and read marks are nothing to a feed', () => {
  const feed = afterEvent(emptyFeed, page([1]))
  assert.equal(afterEvent(feed, { type: 'typing', roomId: room, profileId: ada }), feed)
  assert.equal(afterEvent(feed, { type: 'read', roomId: room, seq: 1 }), feed)
})
