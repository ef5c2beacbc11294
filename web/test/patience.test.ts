import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type LineState, Store } from '@snug/client'
import { Problem } from '@snug/contracts'
import { patienceOf } from '../src/posts/patience.ts'

/** No wait between two tries is longer, in ms, as long as the line has not been away for minutes. */
const LONGEST = 5_000

/** A page whose line is down, with the clock stopped. */
function openPage(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  t.mock.method(performance, 'now', Date.now)
  const page = new EventTarget()
  const line = new Store<LineState>({ kind: 'waiting', until: 0 })
  const patience = patienceOf({ line }, page)
  const pass = async (ms: number) => {
    await new Promise((done) => setImmediate(done))
    t.mock.timers.tick(ms)
    await new Promise((done) => setImmediate(done))
  }
  return { page, line, patience, pass }
}

/** Fails so often, and then succeeds. */
function failing(times: number, problem = new Problem('unavailable')) {
  let tries = 0
  const work = async () => {
    if (++tries <= times) throw problem
    return 'done'
  }
  return { work, tries: () => tries }
}

test('what a bad line breaks off is tried again until it is done', async (t) => {
  const { patience, pass } = openPage(t)
  const { work, tries } = failing(5)
  const done = patience(work)
  for (let i = 0; i < 5; i++) await pass(LONGEST)
  assert.equal(await done, 'done')
  assert.equal(tries(), 6)
})

test('the network or the live line coming back ends the wait', async (t) => {
  const { page, line, patience, pass } = openPage(t)
  const { work, tries } = failing(2)
  const done = patience(work)
  await pass(0)
  page.dispatchEvent(new Event('online'))
  await pass(0)
  assert.equal(tries(), 2)
  line.set({ kind: 'open' })
  assert.equal(await done, 'done')
})

test('what is refused, or full, is not tried again', async (t) => {
  const { patience } = openPage(t)
  for (const code of ['unsupported_photo', 'quota_reached', 'storage_full'] as const) {
    const { work, tries } = failing(1, new Problem(code))
    await assert.rejects(patience(work), { code })
    assert.equal(tries(), 1)
  }
})

test('a session that ended is waited for until there is a line of a new one', async (t) => {
  const { line, patience, pass } = openPage(t)
  const { work, tries } = failing(1, new Problem('not_signed_in'))
  const done = patience(work)
  await pass(LONGEST)
  assert.equal(tries(), 1)
  line.set({ kind: 'open' })
  assert.equal(await done, 'done')
})

test('too fast waits as long as it is told', async (t) => {
  const { patience, pass } = openPage(t)
  const { work, tries } = failing(1, new Problem('too_many_requests', { retryAfter: 20 }))
  const done = patience(work)
  await pass(LONGEST)
  assert.equal(tries(), 1)
  await pass(20_000)
  assert.equal(await done, 'done')
})

test('what is given up is not tried again', async (t) => {
  const { patience, pass } = openPage(t)
  const controller = new AbortController()
  const { work, tries } = failing(9)
  const done = patience(work, controller.signal)
  await pass(0)
  controller.abort()
  await assert.rejects(done, { name: 'AbortError' })
  assert.equal(tries(), 1)
})
