import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { CLOSE, Problem } from '@snug/contracts'
import { ben, room } from '../src/testing.ts'
import { openLive } from './support.ts'

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
  const { live, sockets, last, pass } = await openLive(t, { prepare })
  last().die()
  await pass(4_000)
  assert.equal(live.line.get().kind, 'signedOut')
  assert.equal(sockets.length, 1)
})

test('after a line that was up the house is not asked first, after a refused attempt it is', async (t) => {
  let asked = 0
  const prepare = async () => void asked++
  const { last, comeBack, pass } = await openLive(t, { prepare })
  last().ready()
  last().die(CLOSE.restart)
  await comeBack()
  assert.equal(asked, 0)
  for (let refusals = 0; refusals < 2; refusals++) {
    last().die()
    await pass(4_000)
  }
  assert.equal(asked, 1)
})

/** How long the waits were, in ms, when the line was lost some times; each time it had been up for so long, or never. */
async function waitsOf(t: TestContext, times: number, upMs?: number): Promise<number[]> {
  const { live, last, pass } = await openLive(t)
  const waits: number[] = []
  for (let tries = 0; tries < times; tries++) {
    if (upMs !== undefined) last().ready()
    await pass(upMs ?? 0)
    last().die(CLOSE.tooSlow)
    const line = live.line.get()
    waits.push(line.kind === 'waiting' ? line.until - Date.now() : 0)
    live.wake()
    await pass(0)
  }
  return waits
}

test('waits grow a little while the house is away, and a wake ends them', async (t) => {
  assert.deepEqual(await waitsOf(t, 4), [2_000, 4_000, 4_000, 4_000])
})

test('whom the house sends away at once comes back slower each time', async (t) => {
  assert.deepEqual(await waitsOf(t, 3, 1_000), [2_000, 4_000, 4_000])
})

test('a line that was up for a while comes back soon', async (t) => {
  assert.deepEqual(await waitsOf(t, 3, 10_000), [2_000, 2_000, 2_000])
})

test('an attempt that leads nowhere is given up', async (t) => {
  const { live, pass } = await openLive(t)
  await pass(10_000)
  assert.equal(live.line.get().kind, 'waiting')
})

test('a line that has gone silent is given up', async (t) => {
  const { live, last } = await openLive(t)
  last().ready()
  t.mock.timers.tick(3 * 25_000)
  assert.equal(live.line.get().kind, 'waiting')
})

test('a line is not given up for a clock that jumped, as while a machine sleeps', async (t) => {
  const { live, last, pass } = await openLive(t)
  last().ready()
  t.mock.method(performance, 'now', () => 3_600_000)
  t.mock.method(Date, 'now', () => 3_600_000)
  await pass(25_000)
  assert.equal(last().of('ping').length, 1)
  assert.equal(live.line.get().kind, 'open')
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

test('a line on which the house sees somebody else hears nothing of what was written', async (t) => {
  const { live, last } = await openLive(t)
  live.send({ roomId: room, text: 'for my own line' })
  last().ready(ben)
  assert.equal(live.line.get().kind, 'signedOut')
  assert.deepEqual(last().said, [])
})
