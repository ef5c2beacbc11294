import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moveOf } from '../src/timeline/moves.ts'

const pressed = (key: string, held: Partial<Parameters<typeof moveOf>[0]> = {}) => ({
  key,
  ...{ altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...held,
})

test('one walks through the messages by arrows, and by letters where those may do things', () => {
  assert.equal(moveOf(pressed('ArrowUp'), false), 'previous')
  assert.equal(moveOf(pressed('End'), false), 'last')
  assert.equal(moveOf(pressed('j'), true), 'next')
  assert.equal(moveOf(pressed('J'), true), 'next') // with Caps Lock
  assert.equal(moveOf(pressed('j'), false), undefined)
})

test('a key that is pressed with another means something else', () => {
  assert.equal(moveOf(pressed('ArrowUp', { altKey: true }), true), undefined)
  assert.equal(moveOf(pressed('U', { shiftKey: true }), true), undefined)
})
