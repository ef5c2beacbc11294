import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, ben, message } from '@snug/client/testing'
import { Problem, type Reaction } from '@snug/contracts'
import { actionOfKey, actionsFor } from '../src/timeline/actions.ts'
import { Reacting, withMine } from '../src/timeline/reacting.ts'

const heart = (...by: Reaction['by']): Reaction => ({ emoji: '❤️', count: by.length, by })

/** Ada before a message, and a house that answers when the test says so. */
function meet(reactions: Reaction[] = []) {
  let shown = reactions
  const calls: { emoji: string; there: boolean; answer: (all: Reaction[]) => void; refuse: (p: Problem) => void }[] = []
  const refused: unknown[] = []
  const reacting = new Reacting({
    me: ada,
    get: () => shown,
    set: (next) => {
      shown = next
    },
    send: (emoji, there) => {
      const { promise, resolve, reject } = Promise.withResolvers<{ reactions: Reaction[]; revision: number }>()
      const answer = (reactions: Reaction[]) => resolve({ reactions, revision: 1 })
      calls.push({ emoji, there, answer, refuse: reject })
      return promise
    },
    onRefused: (problem) => refused.push(problem),
  })
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return { reacting, calls, refused, settle, shown: () => shown }
}

test('mine comes to the others of the same emoji, and goes without leaving an empty one', () => {
  assert.deepEqual(withMine([heart(ben)], '❤️', ada, true), [heart(ben, ada)])
  assert.deepEqual(withMine([heart(ben, ada)], '❤️', ada, false), [heart(ben)])
  assert.deepEqual(withMine([heart(ada)], '❤️', ada, false), [])
  assert.deepEqual(withMine([heart(ben, ada)], '❤️', ada, true), [heart(ben, ada)])
})

test('a reaction shows before the house knows of it, and then as the house has it', async () => {
  const { reacting, calls, settle, shown } = meet()
  reacting.toggle('❤️')
  assert.deepEqual(shown(), [heart(ada)])
  calls[0]?.answer([heart(ben, ada)])
  await settle()
  assert.deepEqual(shown(), [heart(ben, ada)])
})

test('what the house refuses is taken back, and said', async () => {
  const { reacting, calls, refused, settle, shown } = meet([heart(ben)])
  reacting.toggle('❤️')
  const problem = new Problem('unavailable')
  calls[0]?.refuse(problem)
  await settle()
  assert.deepEqual(shown(), [heart(ben)])
  assert.deepEqual(refused, [problem])
})

test('pressed on and off in a hurry, the last press holds, and calls do not overtake each other', async () => {
  const { reacting, calls, settle, shown } = meet()
  reacting.toggle('❤️')
  reacting.toggle('❤️')
  assert.deepEqual(shown(), [])
  assert.equal(calls.length, 1)
  calls[0]?.answer([heart(ada)])
  await settle()
  assert.deepEqual(shown(), [], 'the answer to the first press is old')
  assert.deepEqual(
    calls.map(({ there }) => there),
    [true, false],
  )
  calls[1]?.answer([])
  await settle()
  assert.deepEqual(shown(), [])
})

test('everybody may answer and copy, the author edit, the author and moderators delete', () => {
  const said = message(1)
  const both = { mine: false, moderates: false }
  assert.deepEqual(actionsFor(said, both), ['react', 'reply', 'copyText', 'copyLink', 'unread'])
  assert.deepEqual(actionsFor(said, { ...both, moderates: true }).at(-1), 'delete')
  assert.deepEqual(actionsFor({ ...said, reactions: [heart(ben)] }, { ...both, mine: true }).slice(-3), [
    'who',
    'edit',
    'delete',
  ])
  assert.deepEqual(actionsFor({ ...said, deletedAt: new Date() }, { mine: true, moderates: true }), [])
})

const press = (key: string, shiftKey = false) => ({ key, shiftKey })

test('with Shift U marks as unread, also where the letters are locked as capitals', () => {
  assert.equal(actionOfKey(press('U', true), true), 'unread')
  assert.equal(actionOfKey(press('u', true), true), 'unread')
  assert.equal(actionOfKey(press('U'), true), undefined)
})

test('single characters do nothing for who switched them off', () => {
  assert.deepEqual(
    ['r', 'E', '+', 'Delete', 'x'].map((key) => actionOfKey(press(key), true)),
    ['reply', 'edit', 'react', 'delete', undefined],
  )
  assert.deepEqual(
    [press('r'), press('+'), press('Backspace'), press('U', true)].map((pressed) => actionOfKey(pressed, false)),
    [undefined, undefined, 'delete', undefined],
  )
})
