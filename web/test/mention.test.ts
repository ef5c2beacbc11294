import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Profile, ProfileId } from '@snug/contracts'
import { mentionAt, whoIsMeant, withMention } from '../src/composer/mention.ts'

/** The mention at the bar in the text. */
const at = (marked: string) => mentionAt(marked.replace('|', ''), marked.indexOf('|'))

test('a name begins behind an @ that begins a word', () => {
  assert.deepEqual(at('@|'), { from: 0, to: 1, query: '' })
  assert.deepEqual(at('Hello @ad|'), { from: 6, to: 9, query: 'ad' })
  assert.deepEqual(at('(@Zoë|'), { from: 1, to: 5, query: 'Zoë' })
  assert.deepEqual(at('one\n@b|'), { from: 4, to: 6, query: 'b' })
  assert.equal(at('ada@example|'), undefined)
  assert.equal(at('https://house/@ada|'), undefined)
  assert.equal(at('@ada and |'), undefined)
  assert.equal(at('|@ada'), undefined)
})

test('a caret inside a name means all of it', () => {
  assert.deepEqual(at('@a|da, hello'), { from: 0, to: 4, query: 'a' })
})

test('a chosen name stands in the text with one space behind it', () => {
  const complete = (marked: string, username: string) => {
    const mention = at(marked)
    return mention && withMention(marked.replace('|', ''), mention, username)
  }
  assert.deepEqual(complete('Hello @ad|', 'ada'), { text: 'Hello @ada ', caret: 11 })
  assert.deepEqual(complete('@a|x are you', 'ada'), { text: '@ada are you', caret: 5 })
  assert.deepEqual(complete('(@a|)', 'ada'), { text: '(@ada )', caret: 6 })
})

const person = (username: string, displayName = username): Profile => ({
  id: username as ProfileId,
  username,
  displayName,
  bio: '',
  avatarId: null,
  createdAt: new Date(0),
})
const people = [
  person('ada', 'Countess Lovelace'),
  person('zoe.k', 'Zoë Kravitz'),
  person('mary-ann', 'Mary Ann'),
  person('hal', 'Adam'),
]
const meant = (query: string) => whoIsMeant(people, query).map(({ username }) => username)

test('people are found by the start of a name or of a word in it, without case and marks', () => {
  assert.deepEqual(meant('AD'), ['ada', 'hal'])
  assert.deepEqual(meant('love'), ['ada'])
  assert.deepEqual(meant('zoe'), ['zoe.k'])
  assert.deepEqual(meant('zoë'), ['zoe.k'])
  assert.deepEqual(meant('ann'), ['mary-ann'])
  assert.deepEqual(meant('da'), [])
})

test('of hundreds eight are offered', () => {
  const crowd = Array.from({ length: 300 }, (_, number) => person(`member${number}`))
  assert.equal(whoIsMeant(crowd, 'mem').length, 8)
})
