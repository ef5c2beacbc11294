import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FairQueue } from '../src/darkroom/fair-queue.ts'

test('people take turns, whoever of them brings more', () => {
  const queue = new FairQueue<string>()
  for (const item of ['a1', 'a2', 'a3', 'a4']) queue.push('ada', item)
  queue.push('ben', 'b1')
  queue.push('ben', 'b2')
  assert.deepEqual([queue.length, queue.lengthOf('ada'), queue.lengthOf('chris')], [6, 4, 0])
  assert.deepEqual([queue.shift(), queue.shift()], ['a1', 'b1'])
  queue.push('chris', 'c1')
  assert.deepEqual(
    Array.from({ length: 6 }, () => queue.shift()),
    ['c1', 'a2', 'b2', 'a3', 'a4', undefined], // she had no turn in this round yet
  )
  assert.equal(queue.length, 0)
})

test('whose turn it is keeps it, whoever comes meanwhile', () => {
  const queue = new FairQueue<string>()
  assert.equal(queue.peek(), undefined)
  queue.push('ada', 'a1')
  queue.push('ben', 'b1')
  for (const item of ['a1', 'b1']) {
    assert.equal(queue.peek(), item)
    queue.push('chris', 'c')
    assert.equal(queue.peek(), item)
    assert.equal(queue.shift(), item)
  }
})
