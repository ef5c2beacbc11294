import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterEvent, emptyFeed } from '@snug/client'
import { ada, ben, message, outgoing, page, room } from '@snug/client/testing'
import { lastSeqUpTo, rowsOf } from '../src/timeline/rows.ts'

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
    rows.map(({ day }) => day !== undefined),
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
