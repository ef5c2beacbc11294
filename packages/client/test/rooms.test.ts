import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '@snug/contracts'
import { message, room } from '../src/testing.ts'
import { A_SECOND_OR_THREE, away, openLive, words } from './support.ts'

test('a room is taken up again from the last message heard', async (t) => {
  const { live, last, comeBack } = await openLive(t)
  last().ready()
  live.follow(room, 3)
  assert.deepEqual(last().of('subscribe'), [{ type: 'subscribe', roomId: room, afterSeq: 3 }])

  last().hear({ type: 'message', message: message(4) })
  last().die()
  await comeBack()
  assert.deepEqual(last().of('subscribe'), [{ type: 'subscribe', roomId: room, afterSeq: 4 }])
})

test('a replayed message is told once', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.follow(room, 0)
  for (const seq of [1, 2, 1, 2, 3]) last().hear({ type: 'message', message: message(seq) })
  assert.deepEqual(
    heard.map((event) => event.type === 'message' && event.message.seq),
    [1, 2, 3],
  )
})

test('a number that is missing is told as a gap', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.follow(room, 1)
  last().hear({ type: 'message', message: message(4) })
  assert.deepEqual(heard[0], { type: 'gap', roomId: room, fromSeq: 2 })
})

test('a gap that the house tells is told once, and what follows comes by itself', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.follow(room, 1)
  last().hear({ type: 'gap', roomId: room, fromSeq: 2 })
  last().hear({ type: 'subscribed', roomId: room, seq: 900, revision: 0 })
  last().hear({ type: 'message', message: message(901) })
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['gap', 'revision', 'message'],
  )
  assert.equal(live.heard(room), 901)
})

test('a gap is told again when the line broke before its end was known', async (t) => {
  const { live, last, heard, comeBack } = await openLive(t)
  last().ready()
  live.follow(room, 1)
  last().hear({ type: 'gap', roomId: room, fromSeq: 2 })
  last().die()
  await comeBack()
  assert.equal(last().of('subscribe')[0]?.afterSeq, 1)
  last().hear({ type: 'gap', roomId: room, fromSeq: 2 })
  last().hear({ type: 'subscribed', roomId: room, seq: 900, revision: 0 })
  assert.deepEqual(heard.slice(0, 2), Array(2).fill({ type: 'gap', roomId: room, fromSeq: 2 }))
})

test('a hole before the place where news begin is a gap too, and the newest change is told', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.follow(room, 1)
  last().hear({ type: 'subscribed', roomId: room, seq: 3, revision: 7 })
  assert.deepEqual(heard, [
    { type: 'gap', roomId: room, fromSeq: 2 },
    { type: 'revision', roomId: room, revision: 7 },
  ])
})

test('a room refused for a moment is asked for again until it is there', async (t) => {
  const { live, last, heard, pass } = await openLive(t)
  last().ready()
  live.follow(room, 3)
  for (let refusals = 0; refusals < 3; refusals++) {
    last().hear({ type: 'problem', roomId: room, problem: away })
    await pass(A_SECOND_OR_THREE)
  }
  assert.deepEqual(
    last()
      .of('subscribe')
      .map(({ afterSeq }) => afterSeq),
    [3, 3, 3, 3],
  )
  last().hear({ type: 'subscribed', roomId: room, seq: 3, revision: 0 })
  await pass(20_000)
  assert.equal(last().of('subscribe').length, 4)
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['revision'],
  )
})

test('a room that I left while there was no line is told as left, with what I could not say there', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.follow(room, 3)
  live.send(words('too late'))
  last().hear({ type: 'problem', roomId: room, problem: new Problem('room_not_found').toJSON() })
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['queued', 'room_left', 'discarded'],
  )
  live.follow(room, 3)
  assert.equal(last().of('subscribe').length, 2)
})

test('a room beyond what one line may hear is not asked for over and over', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.follow(room, 3)
  last().hear({ type: 'problem', roomId: room, problem: new Problem('too_many_requests').toJSON() })
  assert.equal(heard.at(-1)?.type, 'unfollowed')
})

test('a refused read mark takes no room away', async (t) => {
  const { live, last, heard, pass } = await openLive(t)
  last().ready()
  live.follow(room, 0)
  last().hear({ type: 'subscribed', roomId: room, seq: 0, revision: 0 })
  live.read(room, 1)
  last().hear({ type: 'problem', roomId: room, problem: away })
  await pass(A_SECOND_OR_THREE)
  assert.equal(last().of('subscribe').length, 1)
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['revision'],
  )
})

test('nothing is heard of a room that I left', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.follow(room, 0)
  last().hear({ type: 'room_left', roomId: room })
  last().hear({ type: 'message', message: message(1) })
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['room_left'],
  )
})

test('a clock that is set back silences nothing', async (t) => {
  const { live, last, pass } = await openLive(t)
  last().ready()
  live.follow(room, 3)
  live.typing(room)
  last().hear({ type: 'problem', roomId: room, problem: away })
  t.mock.method(Date, 'now', () => -3_600_000)
  await pass(A_SECOND_OR_THREE)
  live.typing(room)
  assert.deepEqual([last().of('subscribe').length, last().of('typing').length], [2, 2])
})

test('typing is said once in a while', async (t) => {
  const { live, last } = await openLive(t)
  last().ready()
  for (let letters = 0; letters < 5; letters++) live.typing(room)
  assert.equal(last().of('typing').length, 1)
})

test('frames of a newer house are ignored', async (t) => {
  const { last, heard } = await openLive(t)
  last().ready()
  last().onmessage?.({ data: '{"type":"fireworks"}' })
  last().onmessage?.({ data: 'no JSON' })
  assert.deepEqual(heard, [])
})
