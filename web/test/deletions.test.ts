import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ada, ben, room } from '@snug/client/testing'
import { Problem } from '@snug/contracts'
import { Deletions, UNDO_MS } from '../src/posts/deletions.ts'

/** A browser that keeps what a page writes down, and the house it talks to. */
function openBrowser(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const [removed, refused]: [number[], unknown[]] = [[], []]
  let answer = async () => {}
  const openPage = (me = ada) => {
    const page = new Deletions({
      me,
      storage,
      remove: async ({ seq }) => {
        await answer()
        removed.push(seq)
      },
      onDone: () => {},
      onRefused: (problem) => refused.push(problem),
    })
    page.finishOld()
    return page
  }
  const pass = async (ms: number) => {
    t.mock.timers.tick(ms)
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return {
    openPage,
    pass,
    removed,
    refused,
    answerBy: (next: () => Promise<void>) => {
      answer = next
    },
  }
}

const refusing = (problem: Problem) => () => Promise.reject(problem)

test('a message that is deleted is hidden at once, and deleted when that is not taken back', async (t) => {
  const { openPage, pass, removed } = openBrowser(t)
  const page = openPage()
  const deletion = page.ask(room, 7)
  assert.equal(page.hidden.get().size, 1)
  assert.deepEqual(removed, [])
  await page.confirm(deletion)
  assert.deepEqual(removed, [7])
  assert.equal(page.hidden.get().size, 0)
  openPage()
  await pass(UNDO_MS)
  assert.deepEqual(removed, [7])
})

test('what is taken back is never deleted', async (t) => {
  const { openPage, pass, removed } = openBrowser(t)
  const page = openPage()
  const deletion = page.ask(room, 7)
  page.undo(deletion)
  await page.confirm(deletion)
  page.confirmAll()
  openPage()
  await pass(UNDO_MS)
  assert.deepEqual(removed, [])
  assert.equal(page.hidden.get().size, 0)
})

test('a page that closes deletes what was asked for; one that is killed leaves it to the next', async (t) => {
  const { openPage, pass, removed } = openBrowser(t)
  const closing = openPage()
  closing.ask(room, 7)
  closing.confirmAll()
  await pass(0)
  assert.deepEqual(removed, [7])

  openPage().ask(room, 8)
  const next = openPage()
  assert.equal(next.hidden.get().size, 1)
  await pass(UNDO_MS)
  assert.deepEqual(removed, [7, 8])
})

test('another tab does not delete what is taken back in this one, nor what somebody else asked for', async (t) => {
  const { openPage, pass, removed } = openBrowser(t)
  const page = openPage()
  const deletion = page.ask(room, 7)
  const beside = openPage()
  const someoneElse = openPage(ben)
  page.undo(deletion)
  await pass(UNDO_MS)
  assert.deepEqual(removed, [])
  assert.equal(beside.hidden.get().size, 0)
  assert.equal(someoneElse.hidden.get().size, 0)
})

test('while the house is away it is asked again; what it refuses is seen again, with the reason', async (t) => {
  const { openPage, pass, removed, refused, answerBy } = openBrowser(t)
  const page = openPage()
  answerBy(refusing(new Problem('unavailable')))
  await page.confirm(page.ask(room, 7))
  assert.equal(page.hidden.get().size, 1)
  answerBy(async () => {})
  await pass(10_000)
  assert.deepEqual(removed, [7])

  const problem = new Problem('not_allowed')
  answerBy(refusing(problem))
  await page.confirm(page.ask(room, 8))
  assert.deepEqual(refused, [problem])
  assert.equal(page.hidden.get().size, 0)

  answerBy(refusing(new Problem('message_not_found')))
  await page.confirm(page.ask(room, 9))
  assert.equal(refused.length, 1, 'what is gone already is gone')
})
