import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '@snug/contracts'
import { afterEvent, emptyFeed, type Feed, type FeedEvent } from '../src/feed.ts'
import { changesQuery, isBehind } from '../src/revisions.ts'
import { ben, edited, message, page, room } from '../src/testing.ts'

const at = (revision: number, seqs = [1, 2, 3]): Feed => afterEvent(emptyFeed, { ...page(seqs), revision })
const edit = (seq: number, revision: number): FeedEvent => ({
  type: 'message_edited',
  message: edited(message(seq), `edit ${revision}`, revision),
})
const liked = (seq: number, revision: number): FeedEvent => ({
  ...{ type: 'reactions', roomId: room, seq, revision },
  reactions: [{ emoji: '🦆', count: 1, by: [ben] }],
})
const told = (revision: number): FeedEvent => ({ type: 'revision', roomId: room, revision })
const changes = (since: number, revision: number, ...items: Message[]): FeedEvent => ({
  ...{ type: 'changes', since, from: 1, revision, items },
})
const after = (feed: Feed, ...events: FeedEvent[]) => events.reduce(afterEvent, feed)
const textOf = (feed: Feed, seq: number) => feed.messages.find((message) => message.seq === seq)?.text

test('changes that follow one another leave nothing to ask for', () => {
  const feed = after(at(5), edit(1, 6), liked(2, 7), told(7))
  assert.deepEqual([feed.revision, isBehind(feed)], [7, false])
})

test('a number that was not heard is asked for, from the last one before it', () => {
  const feed = after(at(5), edit(1, 6), liked(2, 8))
  assert.ok(isBehind(feed))
  assert.deepEqual(changesQuery(feed), { since: 6, from: 1 })
  const whole = after(feed, changes(6, 8, edited(message(3), 'edit 7', 7)))
  assert.deepEqual([textOf(whole, 3), whole.revision, isBehind(whole)], ['edit 7', 8, false])
})

test('one that was only late is not missing any more when it comes', () => {
  const answered = after(at(5), edit(1, 7))
  assert.ok(isBehind(answered))
  assert.ok(!isBehind(after(answered, liked(2, 6), edit(1, 7))))
})

test('after a break the newest number says whether something was missed', () => {
  assert.ok(!isBehind(after(at(5), told(5))))
  const feed = after(at(5), told(9))
  assert.deepEqual([isBehind(feed), changesQuery(feed)], [true, { since: 5, from: 1 }])
})

test('a change that meets a page on its way is not lost', () => {
  const feed = after(at(5, [4, 5, 6]), edit(2, 6), { ...page([1, 2, 3]), revision: 5 })
  assert.equal(textOf(feed, 2), 'message 2')
  assert.deepEqual([isBehind(feed), changesQuery(feed)], [true, { since: 5, from: 1 }])
  const first = after(emptyFeed, edit(2, 6), { ...page([1, 2, 3]), revision: 5 })
  assert.ok(isBehind(first))
})

test('of two versions of a message the later one stays, whichever comes first', () => {
  const once = after(at(5), edit(1, 7), edit(1, 6), { ...page([1, 2, 3]), revision: 7 })
  assert.equal(textOf(once, 1), 'edit 7')
  const deleted = after(at(5), { type: 'message_deleted', roomId: room, seq: 1, revision: 7, deletedAt: new Date() })
  assert.notEqual(after(deleted, edit(1, 6)).messages[0]?.deletedAt, null)
  assert.deepEqual(after(deleted, liked(1, 6)).messages[0]?.reactions, [])
})

test('what I did is seen before the house numbers it, and what the house says then stands', () => {
  const mine: FeedEvent = { type: 'reactions', roomId: room, seq: 1, reactions: [] }
  const feed = after(at(5), liked(1, 6), mine)
  assert.deepEqual([feed.messages[0]?.reactions, feed.revision], [[], 6])
  assert.equal(after(feed, liked(1, 6)).messages[0]?.reactions.length, 1)
})

test('my reaction is answered before an edit that came first is told, and neither is lost', () => {
  const reactions = [{ emoji: '🦆', count: 1, by: [ben] }]
  const answer: FeedEvent = { type: 'reactions', roomId: room, seq: 1, asOf: 7, reactions }
  const feed = after(at(5), answer)
  assert.deepEqual([feed.messages[0]?.reactions.length, isBehind(feed)], [1, false])
  const whole = after(feed, edit(1, 6), liked(1, 7))
  assert.deepEqual([textOf(whole, 1), whole.messages[0]?.reactions.length, isBehind(whole)], ['edit 6', 1, false])
  const old: FeedEvent = { ...answer, asOf: 6, reactions: [] }
  assert.equal(after(whole, old).messages[0]?.reactions.length, 1)
})

test('an answer is worth nothing for what came into the window above it meanwhile', () => {
  const asked = after(at(5, [4, 5, 6]), told(9))
  const longer = after(asked, { ...page([1, 2, 3]), revision: 6 })
  const feed = after(longer, { type: 'changes', since: 5, from: 4, revision: 9, items: [] })
  assert.deepEqual(changesQuery(feed), { since: 5, from: 1 })
  assert.ok(!isBehind(after(feed, changes(5, 9))))
})

test('what was replayed may be older than a page that was read meanwhile', () => {
  const feed = after(at(5), { ...page([1, 2, 3]), revision: 6 }, changes(5, 6), told(5), told(6))
  assert.deepEqual(changesQuery(feed), { since: 5, from: 1 })
})

test('a feed of an earlier page is as good as any when it has learnt what changed', () => {
  const kept: Feed = { ...at(5), kept: true }
  assert.equal(after(kept, told(5)).kept, undefined)
  const missed = after(kept, told(8))
  assert.equal(missed.kept, true)
  assert.equal(after(missed, changes(5, 8, edited(message(2), 'better', 8))).kept, undefined)
})
