import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withMoved } from '../src/ui/order.ts'

const items = ['a', 'b', 'c'].map((id) => ({ id }))
const names = (list: { id: string }[]) => list.map(({ id }) => id).join('')

test('an item changes places with its neighbour, and goes no further than the ends', () => {
  assert.equal(names(withMoved(items, 'b', 1)), 'acb')
  assert.equal(names(withMoved(items, 'b', -1)), 'bac')
  assert.equal(names(withMoved(items, 'a', -1)), 'abc')
  assert.equal(names(withMoved(items, 'c', 1)), 'abc')
})
