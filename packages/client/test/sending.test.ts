import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClientId, MAX_TEXT, Problem } from '@snug/contracts'
import { memoryOutbox, type Outgoing } from '../src/outbox.ts'
import { ada, ben, message, otherRoom, room } from '../src/testing.ts'
import type { FakeSocket } from './fake-socket.ts'
import { A_SECOND_OR_THREE, ack, away, openLive, words } from './support.ts'

const textsOf = (socket: FakeSocket) => socket.of('send').map(({ text }) => text)

test('what is written offline is sent when the line is there, one after the other, and kept until confirmed', async (t) => {
  const { live, last, kept } = await openLive(t)
  const [one, two] = [words('one'), words('two')]
  live.send(one)
  live.send(two)
  assert.equal(kept.size, 2)

  last().ready()
  assert.deepEqual(textsOf(last()), ['one'])
  last().hear(ack(one.clientId))
  assert.deepEqual([...kept.keys()], [two.clientId])
  assert.deepEqual(textsOf(last()), ['one', 'two'])
})

test('a message that is said again is not overtaken by a later one, and holds up no other room', async (t) => {
  const { live, last, pass } = await openLive(t)
  last().ready()
  const one = words('one')
  for (const draft of [one, words('two'), words('elsewhere', otherRoom)]) live.send(draft)
  last().hear({ type: 'problem', roomId: room, clientId: one.clientId, problem: away })
  await pass(A_SECOND_OR_THREE)
  assert.deepEqual(textsOf(last()), ['one', 'elsewhere', 'one'])
  last().hear(ack(one.clientId))
  assert.deepEqual(textsOf(last()), ['one', 'elsewhere', 'one', 'two'])
})

test('a message leaves when its outbox keeps it, and none written later before it', async (t) => {
  const gates = new Map<ClientId, () => void>()
  const store = memoryOutbox()
  const put = (message: Outgoing) => new Promise<void>((done) => gates.set(message.clientId, done))
  const { live, last, heard, pass } = await openLive(t, { outbox: { ...store, put } })
  last().ready()
  const [one, two] = [words('one'), words('two')]
  live.send(one)
  live.send(two)
  gates.get(two.clientId)?.()
  await pass(0)
  assert.deepEqual([heard.length, textsOf(last())], [2, []])
  gates.get(one.clientId)?.()
  await pass(0)
  assert.deepEqual(textsOf(last()), ['one'])
  last().hear(ack(one.clientId))
  assert.deepEqual(textsOf(last()), ['one', 'two'])
})

test('an outbox that keeps nothing holds nothing up for long', async (t) => {
  const { live, last, pass } = await openLive(t, {
    outbox: { ...memoryOutbox(), put: () => new Promise<void>(() => {}) },
  })
  last().ready()
  live.send(words('hello'))
  await pass(2_000)
  assert.deepEqual(textsOf(last()), ['hello'])
})

test('what another page left behind is taken up', async (t) => {
  const { live, last, kept } = await openLive(t)
  last().ready()
  const theirs = { ...words('written next door'), authorId: ada, queuedAt: new Date() }
  kept.set(theirs.clientId, theirs)
  await live.takeUp()
  assert.deepEqual(textsOf(last()), ['written next door'])
})

test('a refused message lets the next one pass', async (t) => {
  const { live, last } = await openLive(t)
  last().ready()
  const one = words('one')
  live.send(one)
  live.send(words('two'))
  last().hear({ type: 'problem', clientId: one.clientId, problem: new Problem('photo_not_found').toJSON() })
  assert.deepEqual(textsOf(last()), ['one', 'two'])
})

test('a message too long for a frame is refused here, for it would close the line again and again', async (t) => {
  const { live, last, heard } = await openLive(t)
  last().ready()
  live.send(words('x'.repeat(MAX_TEXT + 1)))
  assert.deepEqual(last().of('send'), [])
  assert.equal(heard.at(-1)?.type, 'refused')
})

test('a message without an answer is said again, and a line that says nothing to it is given up', async (t) => {
  const { live, last, pass } = await openLive(t)
  last().ready()
  live.send(words('hello'))
  await pass(15_000)
  assert.deepEqual(textsOf(last()), ['hello', 'hello'])
  assert.equal(last().of('ping').length, 1)
  await pass(5_000)
  assert.equal(live.line.get().kind, 'waiting')
})

test('when a frame was thrown away unread, all that has no answer is said again', async (t) => {
  const { live, last, pass } = await openLive(t)
  last().ready()
  live.follow(room, 0)
  live.send(words('hello'))
  last().hear({ type: 'problem', problem: new Problem('too_many_requests', { retryAfter: 1 }).toJSON() })
  await pass(A_SECOND_OR_THREE)
  assert.deepEqual([last().of('subscribe').length, last().of('send').length], [2, 2])
})

test('what was not confirmed is sent again under the same name over the next line', async (t) => {
  const { live, last, comeBack } = await openLive(t)
  last().ready()
  const draft = words('hello')
  live.send(draft)
  last().die()
  await comeBack()
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
  const { live, last, heard, pass } = await openLive(t)
  last().ready()
  const draft = words('hello')
  live.send(draft)
  const problem = new Problem('too_many_requests', { retryAfter: 3 }).toJSON()
  last().hear({ type: 'problem', clientId: draft.clientId, problem })
  await pass(9_000)
  assert.equal(last().of('send').length, 2)
  assert.ok(heard.every(({ type }) => type !== 'refused'))
})

test('a refused message waits for the person, not for the line', async (t) => {
  const { live, last, heard, comeBack } = await openLive(t)
  last().ready()
  const draft = words('hello')
  live.send(draft)
  last().hear({ type: 'problem', clientId: draft.clientId, problem: new Problem('photo_not_found').toJSON() })
  assert.equal(heard.at(-1)?.type, 'refused')

  last().die()
  await comeBack()
  assert.equal(last().of('send').length, 0)
  live.retry(draft.clientId)
  assert.equal(last().of('send').length, 1)
})

test('a message that is taken back while the outbox is read is not read back', async (t) => {
  const store = memoryOutbox()
  let reading = Promise.resolve<Outgoing[]>([])
  const { live, last } = await openLive(t, { outbox: { ...store, all: () => reading } })
  const clientId = live.send(words('never mind'))
  reading = store.all()
  const takingUp = live.takeUp()
  live.discard(clientId)
  await takingUp
  last().ready()
  assert.deepEqual(textsOf(last()), [])
})

test('the next page says what waits in the order of writing, though the clock was set back or stood still', async (t) => {
  const kept = new Map<ClientId, Outgoing>()
  const first = await openLive(t, { kept })
  const texts = ['one', 'two', 'three', 'four']
  t.mock.timers.setTime(7_200_000)
  for (const text of texts) {
    if (text === 'three') t.mock.timers.setTime(3_600_000)
    first.live.send(words(text))
  }
  first.live.retry([...kept.keys()][0] as ClientId) // as a post does that goes on
  first.live.close()
  t.mock.timers.reset()

  const byId = new Map([...kept].sort(([a], [b]) => (a < b ? -1 : 1))) // as a database has them
  const { last } = await openLive(t, { kept: byId })
  last().ready()
  for (const _ of texts) {
    const frame = last().of('send').at(-1)
    if (frame) last().hear(ack(frame.clientId))
  }
  assert.deepEqual(textsOf(last()), texts)
})
