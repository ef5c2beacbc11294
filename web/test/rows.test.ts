import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterEvent, emptyFeed } from '@snug/client'
import { ada, ben, message, outgoing, page, room } from '@snug/client/testing'
import { indexOf, lastSeqUpTo, newSince, placeIn, rowsOf } from '../src/timeline/rows.ts'

const A_DAY = 24 * 60 * 60_000

test('what one person says in a row has one head', () => {
  const feed = afterEvent(emptyFeed, page([1, 2, 3]))
  const heads = rowsOf(feed, [], undefined, ben).map(({ head }) => head)
  assert.deepEqual(heads, [true, false, false])
})

test('another person, a pause and another day begin anew', () => {
  const feed = [
    message(1),
    message(2, { authorId: ben }),
    message(3, { authorId: ben, sentAt: new Date(message(2).sentAt.getTime() + 10 * 60_000) }),
    message(4, { authorId: ben, sentAt: new Date(message(2).sentAt.getTime() + A_DAY) }),
  ].reduce((feed, each) => afterEvent(feed, { type: 'message', message: each }), emptyFeed)
  const rows = rowsOf(feed, [], undefined, ada)
  assert.ok(rows.every(({ head }) => head))
  assert.deepEqual(
    rows.map(({ day }) => day === true),
    [true, false, false, true],
  )
})

test('the first message of others that I have not read is marked', () => {
  const feed = afterEvent(emptyFeed, page([1, 2, 3]))
  const marked = (readSeq: number, me = ben) => rowsOf(feed, [], readSeq, me).map(({ unread }) => unread === true)
  assert.deepEqual(marked(1), [false, true, false])
  assert.deepEqual(marked(1, ada), [false, false, false])
})

test('nothing is marked as the first unread while that lies further up', () => {
  const feed = afterEvent(emptyFeed, page([51, 52]))
  assert.ok(rowsOf(feed, [], 7, ben).every(({ unread }) => !unread))
})

test('my message keeps its row when the house confirms it', () => {
  const mine = outgoing('hello')
  const waiting = afterEvent(emptyFeed, { type: 'queued', roomId: room, message: mine })
  const ack = { type: 'ack', clientId: mine.clientId, roomId: room, seq: 1, sentAt: mine.queuedAt } as const
  const keys = [waiting, afterEvent(waiting, ack)].map((feed) => rowsOf(feed, [], undefined, ada).at(-1)?.key)
  assert.equal(keys[0], keys[1])
})

test('the newest message among the rows seen is the one that was read', () => {
  const rows = rowsOf(afterEvent(emptyFeed, page([7, 8, 9])), [], undefined, ada)
  assert.equal(lastSeqUpTo(rows, 1), 8)
  assert.equal(lastSeqUpTo(rows, 9), 9)
  assert.equal(lastSeqUpTo([], 3), 0)
})

test('what I am saying stands below the newest, and nowhere else', () => {
  const mine = outgoing('hello')
  const queued = { type: 'queued', roomId: room, message: mine } as const
  const kinds = (reachedEnd: boolean) =>
    rowsOf(afterEvent(afterEvent(emptyFeed, page([1], true, reachedEnd)), queued), [], undefined, ada).map(
      ({ kind }) => kind,
    )
  assert.deepEqual([kinds(true), kinds(false)], [['message', 'pending'], ['message']])
})

test('a place is found by what stands there, or else is the end', () => {
  const rows = rowsOf(afterEvent(emptyFeed, page([7, 8, 9])), [], 7, ben)
  assert.equal(indexOf(rows, { kind: 'message', seq: 8 }), 1)
  assert.equal(indexOf(rows, { kind: 'message', seq: 90 }), 2)
  assert.equal(indexOf(rows, { kind: 'unread', readSeq: 7 }), 1)
  assert.equal(indexOf(rows, { kind: 'end' }), 2)
})

test('where all that I have not read is mine, nothing is new', () => {
  const unread = { kind: 'unread', readSeq: 7 } as const
  const rows = (me: typeof ada) => rowsOf(afterEvent(emptyFeed, page([7, 8, 9])), [], 7, me)
  assert.deepEqual(placeIn(rows(ada), unread), { kind: 'end' })
  assert.deepEqual(placeIn(rows(ben), unread), unread)
})

test('what is new below is what others said, and of what is not here everything', () => {
  const feed = [message(4, { authorId: ben }), message(5)].reduce(
    (feed, each) => afterEvent(feed, { type: 'message', message: each }),
    afterEvent(emptyFeed, page([1, 2, 3], true)),
  )
  assert.equal(newSince(feed, 3, 5, ada), 1)
  assert.equal(newSince(feed, 5, 5, ada), 0)
  assert.equal(newSince({ ...feed, reachedEnd: false }, 3, 900, ada), 897)
})
