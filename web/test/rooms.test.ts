import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, ben, message, oneRoom, otherRoom, room } from '@snug/client/testing'
import { afterNews } from '../src/rooms/after-news.ts'

test("somebody else's message is unread, mine is not", () => {
  const theirs = afterNews([oneRoom()], { type: 'message', message: message(4, { authorId: ben }) }, ada)
  assert.deepEqual([theirs[0]?.lastSeq, theirs[0]?.me?.unreadCount], [4, 1])
  const mine = afterNews([oneRoom()], { type: 'message', message: message(4) }, ada)
  assert.deepEqual([mine[0]?.lastSeq, mine[0]?.me?.unreadCount], [4, 0])
})

test('a message that was counted already changes nothing', () => {
  const rooms = [oneRoom({ lastSeq: 4 })]
  assert.equal(afterNews(rooms, { type: 'message', message: message(4, { authorId: ben }) }, ada), rooms)
})

test('the liveliest room comes first', () => {
  const rooms = [oneRoom({ id: otherRoom }), oneRoom()]
  const [first] = afterNews(rooms, { type: 'message', message: message(4, { authorId: ben }) }, ada)
  assert.equal(first?.id, room)
})

test('reading to the end leaves nothing unread, and a mark never moves back', () => {
  const rooms = [oneRoom({ lastSeq: 9, me: { role: 'member', readSeq: 3, unreadCount: 6 } })]
  const read = afterNews(rooms, { type: 'read', roomId: room, seq: 9 }, ada)
  assert.deepEqual(read[0]?.me, { role: 'member', readSeq: 9, unreadCount: 0 })
  assert.equal(afterNews(read, { type: 'read', roomId: room, seq: 5 }, ada), read)
})

test('a message that is to be unread again, and all after it, are', () => {
  const rooms = [oneRoom({ lastSeq: 9, me: { role: 'member', readSeq: 9, unreadCount: 0 } })]
  const unread = afterNews(rooms, { type: 'unread', roomId: room, seq: 7 }, ada)
  assert.deepEqual(unread[0]?.me, { role: 'member', readSeq: 6, unreadCount: 3 })
})

test('a room I left is gone from the list', () => {
  assert.deepEqual(afterNews([oneRoom()], { type: 'room_left', roomId: room }, ada), [])
})
