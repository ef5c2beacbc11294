import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { CLOSE, type ClientId, Problem } from '@snug/contracts'
import { newClientId } from '../src/client-id.ts'
import { Live, type LiveEvent } from '../src/live.ts'
import { memoryOutbox, type Outgoing } from '../src/outbox.ts'
import { ada, ben, message, room } from '../src/testing.ts'
import { fakeSockets } from './fake-socket.ts'

/** The slowest first attempt: no wait is longer than a second after one failure. */
const A_SECOND = 1_000

async function openLive(t: TestContext, { kept = new Map<ClientId, Outgoing>(), prepare = async () => {} } = {}) {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
  const { sockets, last, WebSocket } = fakeSockets()
  const live = new Live({
    url: 'ws://snug/live',
    me: ada,
    outbox: memoryOutbox(kept),
    prepare,
    WebSocket,
    random: () => 1,
  })
  const heard: LiveEvent[] = []
  live.on((event) => heard.push(event))
  t.after(() => live.close())
  await live.start()
  return { live, kept, sockets, last, heard, settle: () => new Promise((done) => setImmediate(done)) }
}

const words = (text: string) => ({ clientId: newClientId(), roomId: room, text, photos: [] })

test('a room is taken up again from the last message heard', async (t) => {
  const { live, last } = await openLive(t)
  last().ready()
  live.follow(room, 3)
  assert.deepEqual(last().of('subscribe'), [{ type: 'subscribe', roomId: room, afterSeq: 3 }])

  last().hear({ type: 'message', message: message(4) })
  last().die()
  t.mock.timers.tick(A_SECOND)
  await new Promise((done) => setImmediate(done))
  last().ready()
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

test('what is written offline is sent when the line is there, in order, and kept until confirmed', async (t) => {
  const { live, last, kept } = await openLive(t)
  const [one, two] = [words('one'), words('two')]
  live.send(one)
  live.send(two)
  assert.equal(kept.size, 2)

  last().ready()
  assert.deepEqual(
    last()
      .of('send')
      .map(({ text }) => text),
    ['one', 'two'],
  )
  last().hear({ type: 'ack', clientId: one.clientId, roomId: room, seq: 1, sentAt: new Date() })
  assert.deepEqual([...kept.keys()], [two.clientId])
})

test('what was not confirmed is sent again under the same name over the next line', async (t) => {
  const { live, last, settle } = await openLive(t)
  last().ready()
  const draft = words('hello')
  live.send(draft)
  last().die()
  t.mock.timers.tick(A_SECOND)
  await settle()
  last().ready()
  assert.deepEqual(
    last()
      .of('send')
      .map((frame) => frame.clientId),
    [draft.clientId],
  )
})

test('a message outlives the page that wrote it', async (t) => {
  const kept = new Map<ClientId, Outgoing>()
  const first = await openLive(t, { kept })
  const draft = words('before the reload')
  first.live.send(draft)
  first.live.close()
  t.mock.timers.reset()

  const second = await openLive(t, { kept })
  second.last().ready()
  assert.deepEqual(
    second.heard.map(({ type }) => type),
    ['queued'],
  )
  assert.equal(second.last().of('send')[0]?.clientId, draft.clientId)
})

test('the messages of somebody else on this machine are left alone', async (t) => {
  const kept = new Map<ClientId, Outgoing>()
  const theirs = { ...words('mine, says Ben'), authorId: ben, queuedAt: new Date() }
  kept.set(theirs.clientId, theirs)
  const { last, heard } = await openLive(t, { kept })
  last().ready()
  assert.deepEqual(heard, [])
  assert.deepEqual(last().of('send'), [])
})

test('hearing my own message confirms it when the ack was lost', async (t) => {
  const { live, last, kept } = await openLive(t)
  last().ready()
  live.follow(room, 0)
  const draft = words('hello')
  live.send(draft)
  last().hear({ type: 'message', message: message(1, { clientId: draft.clientId }) })
  assert.equal(kept.size, 0)
})

test('too fast is not refused: it is said again after the wait', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  const draft = words('hello')
  live.send(draft)
  const problem = new Problem('too_many_requests', { retryAfter: 3 }).toJSON()
  last().hear({ type: 'problem', clientId: draft.clientId, problem })
  t.mock.timers.tick(3_000)
  assert.equal(last().of('send').length, 2)
  assert.ok(heard.every(({ type }) => type !== 'refused'))
})

test('a refused message waits for the person, not for the line', async (t) => {
  const { live, last, heard, settle } = await openLive(t)
  last().ready()
  const draft = words('hello')
  live.send(draft)
  last().hear({ type: 'problem', clientId: draft.clientId, problem: new Problem('photo_not_found').toJSON() })
  assert.equal(heard.at(-1)?.type, 'refused')

  last().die()
  t.mock.timers.tick(A_SECOND)
  await settle()
  last().ready()
  assert.equal(last().of('send').length, 0)
  live.retry(draft.clientId)
  assert.equal(last().of('send').length, 1)
})

test('typing is said once in a while', async (t) => {
  const { live, last } = await openLive(t)
  last().ready()
  t.mock.timers.tick(10_000)
  for (let letters = 0; letters < 5; letters++) live.typing(room)
  assert.equal(last().of('typing').length, 1)
})

test('a session that ended is not knocked for again', async (t) => {
  const { live, sockets, last } = await openLive(t)
  last().ready()
  last().die(CLOSE.sessionEnded)
  t.mock.timers.tick(60_000)
  assert.equal(live.line.get().kind, 'signedOut')
  assert.equal(sockets.length, 1)
})

test('a refused handshake is looked into, and may turn out to be a session that ended', async (t) => {
  const prepare = async () => {
    throw new Problem('not_signed_in')
  }
  const { live, sockets, last, settle } = await openLive(t, { prepare })
  last().die()
  t.mock.timers.tick(A_SECOND)
  await settle()
  assert.equal(live.line.get().kind, 'signedOut')
  assert.equal(sockets.length, 1)
})

test('waits grow while the house is away, and a wake ends them', async (t) => {
  const { live, sockets, last, settle } = await openLive(t)
  const waits: number[] = []
  for (let tries = 0; tries < 7; tries++) {
    last().die()
    const line = live.line.get()
    waits.push(line.kind === 'waiting' ? line.until - Date.now() : 0)
    live.wake()
    await settle()
  }
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
  assert.equal(sockets.length, 8)
})

test('a line that has gone silent is given up', async (t) => {
  const { live, last } = await openLive(t)
  last().ready()
  t.mock.timers.tick(3 * 25_000)
  assert.equal(live.line.get().kind, 'waiting')
})

test('a line that does not answer when the network comes back is given up soon', async (t) => {
  const { live, last } = await openLive(t)
  last().ready()
  t.mock.timers.tick(1_000)
  live.wake()
  assert.deepEqual(last().of('ping').length, 1)
  t.mock.timers.tick(5_000)
  assert.equal(live.line.get().kind, 'waiting')
})

test('frames of a newer house are ignored', async (t) => {
  const { last, heard } = await openLive(t)
  last().ready()
  last().onmessage?.({ data: '{"type":"fireworks"}' })
  last().onmessage?.({ data: 'no JSON' })
  assert.deepEqual(heard, [])
})
