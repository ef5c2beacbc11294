import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { API_PREFIX, CLOSE, type ClientId, getMe, LIVE_PROTOCOL } from '@snug/contracts'
import { WebSocket } from 'ws'
import {
  type LineState,
  Live,
  type LiveEvent,
  memoryOutbox,
  type Outgoing,
  Session,
  type Socket,
} from '../src/index.ts'
import { ada, room } from '../src/testing.ts'
import { type Fate, SmallHouse } from './house.ts'

/** A program that is signed in to a small house and follows its room. It never waits long for a new line. */
async function moveIn(t: TestContext) {
  const house = await SmallHouse.open(t)
  const session = await Session.logIn(house.url, { login: 'ada', password: 'correct horse battery' })
  const kept = new Map<ClientId, Outgoing>()
  const live = new Live({ me: session.profile.id, dial: session.dial, outbox: memoryOutbox(kept) })
  const heard: LiveEvent[] = []
  live.on((event) => heard.push(event))
  live.line.subscribe(() => live.line.get().kind === 'waiting' && setImmediate(() => live.wake()))
  t.after(() => live.close())
  live.follow(room, 0)
  await live.start()
  const numbers = () => heard.flatMap((event) => (event.type === 'message' ? event.message.seq : []))
  const becomes = (kind: LineState['kind']) => until(() => live.line.get().kind === kind)
  return { house, session, live, kept, heard, numbers, becomes }
}

async function until(fits: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !fits(); await sleep(2)) assert.ok(Date.now() < end, 'waited for too long')
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** The same numbers, 0 to 1, in every run. */
function dice(seed = 1): () => number {
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
}

test('a program speaks and hears with a token, over the WebSocket of Node', async (t) => {
  const { house, live, heard, becomes } = await moveIn(t)
  await becomes('open')
  house.say({ text: 'hello' })
  const clientId = live.send({ roomId: room, text: 'hello yourself' })
  await until(() => heard.some(({ type }) => type === 'ack'))
  assert.deepEqual(
    house.said.map(({ text }) => text),
    ['hello', 'hello yourself'],
  )
  assert.equal(house.said[1]?.clientId, clientId)
})

test('whenever the line is cut, each message is heard once and in order', async (t) => {
  const { house, heard, numbers } = await moveIn(t)
  const roll = dice()
  while (house.said.length < 400) {
    house.say()
    if (roll() < 0.1) await sleep(roll() * 10)
    if (roll() < 0.05) house.cut(roll() < 0.5 ? CLOSE.restart : undefined)
  }
  await until(() => numbers().length >= 400)
  assert.deepEqual(numbers(), upTo(400))
  assert.ok(heard.every(({ type }) => type === 'message' || type === 'revision'))
})

test('whatever becomes of it on the way, each message is said once and in the order of writing', async (t) => {
  const { house, live, kept, numbers } = await moveIn(t)
  const fates: Fate[] = ['said', 'refused', 'lost', 'unanswered']
  const roll = dice()
  house.fateOf = () => fates[Math.floor(roll() * fates.length)] ?? 'said'
  for (const number of upTo(60)) live.send({ roomId: room, text: String(number) })
  await until(() => kept.size === 0)
  assert.deepEqual(
    house.said.map(({ text }) => Number(text)),
    upTo(60),
  )
  await until(() => numbers().length >= 60)
  assert.deepEqual(numbers(), upTo(60))
})

test('who read too slowly comes back and misses nothing', async (t) => {
  const { house, numbers, becomes } = await moveIn(t)
  await becomes('open')
  house.cut(CLOSE.tooSlow)
  house.say()
  await until(() => numbers().length === 1)
  await becomes('open')
})

test('when the session ends the line stays down', async (t) => {
  const { house, becomes, live } = await moveIn(t)
  await becomes('open')
  house.cut(CLOSE.sessionEnded)
  await becomes('signedOut')
  await sleep(50)
  assert.equal(live.line.get().kind, 'signedOut')
})

test('a token that ran out while the line was up is renewed for the next one, once', async (t) => {
  const { house, session, becomes, numbers } = await moveIn(t)
  await becomes('open')
  house.token++
  house.cut()
  await Promise.all([session.call(getMe, {}), session.call(getMe, {})])
  house.say()
  await until(() => numbers().length === 1)
  assert.equal(house.renewals, 1)
})

test('a session that cannot be renewed is over', async (t) => {
  const { house, becomes } = await moveIn(t)
  await becomes('open')
  house.isOver = true
  house.cut()
  await becomes('signedOut')
})

test('the WebSocket of the package ws does as well', async (t) => {
  const house = await SmallHouse.open(t)
  const url = `${house.url.replace('http', 'ws')}${API_PREFIX}/live`
  const options = { headers: { authorization: `Bearer ${house.token}` } }
  const dial = async () => new WebSocket(url, LIVE_PROTOCOL, options) as unknown as Socket
  const live = new Live({ me: ada, dial })
  t.after(() => live.close())
  await live.start()
  live.close() // before it is open: nothing is thrown
  await live.start()
  await until(() => live.line.get().kind === 'open')
  house.cut()
  await until(() => live.line.get().kind === 'waiting')
  live.wake()
  await until(() => live.line.get().kind === 'open')
})
