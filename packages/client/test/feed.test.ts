import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterEvent, emptyFeed, isWhole } from '../src/feed.ts'
import { Feeds } from '../src/feeds.ts'
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
  const after = afterEvent(feed, { type: 'message_edited', message: edited(message(1), 'better') })
  assert.equal(after.messages, feed.messages)
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

test('reactions are as they were heard last, and a deleted message has none, also when they come late', () => {
  const reactions = [{ emoji: '🦆', count: 1, by: [ben] }]
  const news = { type: 'reactions', roomId: room, seq: 1, reactions } as const
  const liked = afterEvent(afterEvent(emptyFeed, page([1])), news)
  assert.deepEqual(liked.messages[0]?.reactions, reactions)
  const deleted = afterEvent(liked, { type: 'message_deleted', roomId: room, seq: 1, deletedAt: new Date() })
  assert.deepEqual(afterEvent(deleted, news).messages[0]?.reactions, [])
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

/** A window that ends before the newest message. */
const windowOn = (first: number, last: number) => afterEvent(emptyFeed, page(range(first, last), first === 1, false))
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at)
const heard = (seq: number) => ({ type: 'message', message: message(seq) }) as const

test('what is said below a window is counted, and does not make a hole in it', () => {
  const feed = afterEvent(windowOn(10, 12), heard(90))
  assert.deepEqual([numbers(feed), feed.newest, feed.reachedEnd], [[10, 11, 12], 90, false])
})

test('a window grows downwards until it has the newest, and then hears the line', () => {
  const early = afterEvent(windowOn(10, 12), heard(15))
  const behind = afterEvent(early, page([13, 14], false, true)) // read just before 15 was said
  assert.equal(behind.reachedEnd, false)
  const joined = afterEvent(behind, page([15], false, true))
  assert.deepEqual([numbers(joined), joined.reachedEnd], [range(10, 15), true])
  assert.equal(afterEvent(joined, heard(16)).messages.at(-1)?.seq, 16)
})

test('a page from elsewhere takes the place of the window', () => {
  const feed = afterEvent(windowOn(1, 3), page([50, 51, 52], false, false))
  assert.deepEqual([numbers(feed), feed.reachedStart, feed.reachedEnd], [[50, 51, 52], false, false])
})

test('the end of history is known when nothing came, too', () => {
  const feed = afterEvent(afterEvent(windowOn(2, 4), page([], true, false)), page([], false, true))
  assert.deepEqual([numbers(feed), feed.reachedStart, feed.reachedEnd], [[2, 3, 4], true, true])
})

test('a gap leaves what one reads where it is', () => {
  const feed = afterEvent(afterEvent(emptyFeed, page([1, 2, 3], true)), { type: 'gap', roomId: room, fromSeq: 4 })
  const after = afterEvent(feed, heard(900))
  assert.deepEqual([numbers(after), after.reachedEnd, after.newest], [[1, 2, 3], false, 900])
})

test('a gap takes back what was confirmed beyond it, for the window has no hole', () => {
  const mine = outgoing('hello')
  const waiting = afterEvent(afterEvent(emptyFeed, page([1, 2])), { type: 'queued', roomId: room, message: mine })
  const ack = { type: 'ack', clientId: mine.clientId, roomId: room, seq: 900, sentAt: new Date() } as const
  const feed = afterEvent(afterEvent(waiting, ack), { type: 'gap', roomId: room, fromSeq: 3 })
  assert.deepEqual([numbers(feed), feed.newest], [[1, 2], 900])
})

test('a message of mine that is said below the window waits there until the window has the end', () => {
  const mine = outgoing('hello')
  const waiting = afterEvent(windowOn(10, 12), { type: 'queued', roomId: room, message: mine })
  const ack = { type: 'ack', clientId: mine.clientId, roomId: room, seq: 20, sentAt: new Date() } as const
  const said = afterEvent(waiting, ack)
  assert.deepEqual([numbers(said), said.pending[0]?.seq], [[10, 11, 12], 20])
  assert.deepEqual(afterEvent(said, page([70, 71])).pending, [])
})

test('a page of the middle changes no end', () => {
  const feed = afterEvent(emptyFeed, page(range(1, 9), true))
  const again = afterEvent(feed, page([4, 5], false, false))
  assert.deepEqual([numbers(again), again.reachedStart, again.reachedEnd], [range(1, 9), true, true])
})

test('a window that has become too large gives up the side one does not look at', () => {
  const large = afterEvent(emptyFeed, page(range(1, 600), true))
  const lower = afterEvent(large, { type: 'trim', keep: 'end' })
  const upper = afterEvent(large, { type: 'trim', keep: 'start' })
  assert.deepEqual([numbers(lower).at(-1), lower.reachedStart, lower.reachedEnd], [600, false, true])
  assert.deepEqual([numbers(upper)[0], upper.reachedStart, upper.reachedEnd], [1, true, false])
  assert.ok(lower.messages.length < 600)
  assert.equal(afterEvent(lower, { type: 'trim', keep: 'end' }), lower)
})

test('a room that nobody looks at keeps its newest messages', () => {
  const feeds = new Feeds()
  feeds.of(room)
  for (let seq = 1; seq <= 1_000; seq++) feeds.apply(room, heard(seq))
  const { messages } = feeds.of(room).get()
  assert.ok(messages.length <= 800)
  assert.equal(messages.at(-1)?.seq, 1_000)
})
