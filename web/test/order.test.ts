import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heirOf, withMoved, withMovedTo } from '../src/ui/order.ts'

const items = ['a', 'b', 'c'].map((id) => ({ id }))
const names = (list: { id: string }[]) => list.map(({ id }) => id).join('')

test('an item changes places with its neighbour, and goes no further than the ends', () => {
  assert.equal(names(withMoved(items, 'b', 1)), 'acb')
  assert.equal(names(withMoved(items, 'b', -1)), 'bac')
  assert.equal(names(withMoved(items, 'a', -1)), 'abc')
  assert.equal(names(withMoved(items, 'c', 1)), 'abc')
})

test('items go right before or after another one, wherever it is', () => {
  assert.equal(names(withMovedTo(items, new Set(['c']), 'a', 'before')), 'cab')
  assert.equal(names(withMovedTo(items, new Set(['a']), 'b', 'after')), 'bac')
  assert.equal(names(withMovedTo(items, new Set(['c', 'a']), 'b', 'after')), 'bac')
  assert.equal(names(withMovedTo(items, new Set(['a']), 'gone', 'after')), 'abc')
})

test('what goes leaves its place to the next, at the end to the one before', () => {
  const [first, second, third] = items
  assert.equal(heirOf(items, first), second)
  assert.equal(heirOf(items, third), second)
  assert.equal(heirOf([first], first), undefined)
})
