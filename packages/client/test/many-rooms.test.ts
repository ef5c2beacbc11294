import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CLOSE, Problem, type RoomId } from '@snug/contracts'
import { otherRoom } from '../src/testing.ts'
import type { FakeSocket } from './fake-socket.ts'
import { openLive } from './support.ts'

const tooFast = new Problem('too_many_requests', { retryAfter: 1 }).toJSON()

const manyRooms = (count: number) =>
  Array.from({ length: count }, (_, index) => `33333333-3333-4333-8333-${String(index).padStart(12, '0')}` as RoomId)

/** As in services/gateway/src/live/throttle.ts. */
function bucket(perSecond: number, burst: number): () => boolean {
  let [tokens, at] = [burst, performance.now()]
  return () => {
    const now = performance.now()
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond)
    at = now
    if (tokens < 1) return false
    tokens--
    return true
  }
}

/** The gateway's patience with one line, in numbers as there. @returns reads what was said since, and answers it */
function strictHouse(socket: FakeSocket) {
  const [frames, patience] = [bucket(60, 120), bucket(1, 20)]
  let read = 0
  return () => {
    const said = socket.said.slice(read)
    read += said.length
    for (const frame of said) {
      if (frames()) {
        if (frame.type === 'subscribe') socket.hear({ type: 'subscribed', roomId: frame.roomId, seq: 0, revision: 0 })
      } else if (patience()) socket.hear({ type: 'problem', problem: tooFast })
      else return socket.die(CLOSE.tooMany)
    }
  }
}

test('a client of very many rooms is within what the house takes, however fast it is answered', async (t) => {
  const { live, sockets, last, pass } = await openLive(t)
  for (const roomId of manyRooms(500)) live.follow(roomId, 0)
  last().ready()
  const answer = strictHouse(last())
  for (let ms = 0; ms < 10_000; ms += 5) {
    answer()
    await pass(5)
  }
  assert.equal(sockets.length, 1)
  assert.equal(last().of('subscribe').length, 500)
})

test('no more than 50 rooms wait for an answer, and each answer lets the next one go', async (t) => {
  const { live, last, pass } = await openLive(t)
  const rooms = manyRooms(120)
  for (const roomId of rooms) live.follow(roomId, 0)
  last().ready()
  const asked = () => last().of('subscribe').length
  await pass(2_000)
  assert.equal(asked(), 50)

  const [first, second] = rooms as [RoomId, RoomId]
  last().hear({ type: 'subscribed', roomId: first, seq: 0, revision: 0 })
  last().hear({ type: 'problem', roomId: second, problem: new Problem('room_not_found').toJSON() })
  assert.equal(asked(), 52)
})

test('a message does not wait for the rooms that do', async (t) => {
  const { live, last } = await openLive(t)
  for (const roomId of manyRooms(120)) live.follow(roomId, 0)
  last().ready()
  live.send({ roomId: otherRoom, text: 'hello' })
  assert.equal(last().of('send').length, 1)
})

test('a new line has an allowance of its own', async (t) => {
  const { live, last, comeBack } = await openLive(t)
  for (const roomId of manyRooms(120)) live.follow(roomId, 0)
  last().ready()
  last().die()
  await comeBack()
  assert.equal(last().of('subscribe').length, 50)
})
