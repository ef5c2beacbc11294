import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namesMe } from '../src/rooms/mentions.ts'

test('a message names me by @ and my whole username', () => {
  for (const text of ['@ada', 'Hello @Ada!', '(@ada)', 'see @ada, please', 'ask @ada.'])
    assert.ok(namesMe(text, 'ada'), text)
  for (const text of ['ada', '@adam', 'me@ada', '@ada.b', '@ ada']) assert.ok(!namesMe(text, 'ada'), text)
})
