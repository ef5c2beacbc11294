import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterEvent, emptyFeed, Store } from '@snug/client'
import { ben, oneRoom, page } from '@snug/client/testing'
import { END_HEIGHT, offsetOf, START_HEIGHT } from '../src/timeline/heights.ts'
import { holds, type Left, leave, placeLeft, placeToOpen } from '../src/timeline/places.ts'
import { rowsOf } from '../src/timeline/rows.ts'

const ROW = 50
const SCREEN = 200

const left: Left = { kind: 'left', key: 'a:b', into: 10, width: 640, sizes: [] }

test('a room opens at the message that is named, else where one was, else at what is new, else at its end', () => {
  const fresh = oneRoom({ lastSeq: 9, me: { role: 'member', readSeq: 3, unreadCount: 6 } })
  assert.deepEqual(placeToOpen(fresh, 5, left), { kind: 'message', seq: 5 })
  assert.deepEqual(placeToOpen(fresh, undefined, left), left)
  assert.deepEqual(placeToOpen(fresh, undefined, undefined), { kind: 'unread', readSeq: 3 })
  assert.deepEqual(placeToOpen(oneRoom(), undefined, undefined), { kind: 'end' })
})

test('where one was is remembered with the feed, and forgotten at the end', () => {
  const store = new Store(emptyFeed)
  leave(store, left)
  assert.equal(placeLeft(store), left)
  leave(store, undefined)
  assert.equal(placeLeft(store), undefined)
})

test('a window has a place when nothing more is to be read for it', () => {
  const window = afterEvent(emptyFeed, page([10, 11, 12], false, false))
  const has = (seq: number) => holds(window, { kind: 'message', seq })
  assert.deepEqual([9, 10, 12, 13].map(has), [false, true, true, false])
  assert.ok(holds(window, { kind: 'unread', readSeq: 9 }))
  assert.equal(holds(window, { kind: 'unread', readSeq: 12 }), false)
  assert.equal(holds(window, { kind: 'end' }), false)
  assert.ok(holds(afterEvent(window, page([13], false, true)), { kind: 'end' }))
  assert.equal(holds(emptyFeed, { kind: 'end' }), false)
})

test('the list is drawn with a place on the screen', () => {
  const rows = rowsOf(afterEvent(emptyFeed, page([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], true)), [], 4, ben)
  const at = (place: Parameters<typeof offsetOf>[1]) => offsetOf(rows, place, SCREEN, () => ROW)
  assert.equal(at({ kind: 'end' }), START_HEIGHT + 10 * ROW + END_HEIGHT - SCREEN)
  const topOf = (seq: number) => START_HEIGHT + (seq - 1) * ROW
  const unread = at({ kind: 'unread', readSeq: 4 })
  assert.ok(unread < topOf(4) && unread > topOf(3), 'one message stands above what is new')
  assert.equal(at({ kind: 'message', seq: 6 }), topOf(6) - (SCREEN - ROW) / 2)
  assert.equal(at({ ...left, key: rows[2]?.key ?? '', into: 7 }), topOf(3) + 7)
})
