import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ledger } from '../load/ledger.ts'

test('everything once, to everybody, in one order, acknowledged', () => {
  const { ledger, ada, ben, one, two } = twoMessages()
  assert.equal(ledger.settled, false)
  for (const seat of [ada, ben]) for (const number of [two, one]) seat.receive(number)
  assert.equal(ledger.settled, true)
  assert.equal(ledger.delivered, 4)
  ledger.check()
})

test('a delivery that comes twice is caught, be it the first to come or a later one', () => {
  const { ada, ben, one, two } = twoMessages()
  ada.receive(one)
  assert.throws(() => ada.receive(one), /got message 0 twice/)
  ada.receive(two)
  ben.receive(one)
  assert.throws(() => ben.receive(one), /got message 0 at place 2, where another got 1/)
})

test('a delivery too many at the end is caught', () => {
  const { ada, ben, one, two } = twoMessages()
  for (const seat of [ada, ben]) for (const number of [one, two]) seat.receive(number)
  assert.throws(() => ben.receive(two), /twice/)
})

test('a delivery that is missing is caught, in the middle at once, at the end by the verdict', () => {
  const { ledger, ada, ben, one, two } = twoMessages()
  for (const number of [one, two]) ada.receive(number)
  assert.throws(() => ben.receive(two), /at place 1/)
  ben.receive(one)
  assert.equal(ledger.settled, false)
  assert.throws(() => ledger.check(), /member 2 of room 1 got 1 of 2 messages/)
})

test('a message that nobody got is caught', () => {
  assert.throws(() => twoMessages().ledger.check(), /got 0 of 2/)
})

test('another order at another member is caught', () => {
  const { ada, ben, one, two } = twoMessages()
  ada.receive(one)
  assert.throws(() => ben.receive(two), /at place 1, where another got 0/)
})

test('a message in the wrong room, or one that nobody sent, is caught', () => {
  const { ledger, ada, one } = twoMessages()
  const stranger = ledger.room().seat()
  assert.throws(() => stranger.receive(one), /of room 1 came to room 2/)
  assert.throws(() => ada.receive(7), /7 was never sent/)
})

test('an acknowledgement counts when it came, once, and must come', () => {
  const ledger = new Ledger()
  const room = ledger.room()
  const seat = room.seat()
  const number = ledger.send(room, 12)
  assert.equal(seat.receive(number), 12)
  assert.deepEqual([ledger.acknowledged, ledger.waiting, ledger.settled], [0, 1, false])
  assert.throws(() => ledger.check(), /1 messages were never acknowledged/)
  ledger.acknowledge(number)
  assert.throws(() => ledger.acknowledge(number), /acknowledged twice/)
  ledger.check()
})

/** Two acknowledged messages to two members. */
function twoMessages() {
  const ledger = new Ledger()
  const room = ledger.room()
  const [ada, ben] = [room.seat(), room.seat()]
  const [one, two] = [ledger.send(room, 0), ledger.send(room, 0)]
  for (const number of [one, two]) ledger.acknowledge(number)
  return { ledger, ada, ben, one, two }
}
