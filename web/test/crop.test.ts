import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cropOf, leastSide, middle, mostSide, moved, percentsOf, resized } from '../src/settings/crop.ts'

const size = { width: 800, height: 600 }

test('a cut begins as the largest square, in the middle', () => {
  assert.deepEqual(middle(size), { x: 100, y: 0, side: 600 })
  assert.deepEqual(middle({ width: 601, height: 801 }), { x: 0, y: 100, side: 601 })
})

test('a cut grows and shrinks about its middle, and never out of the picture', () => {
  assert.deepEqual(resized({ x: 100, y: 0, side: 600 }, 200, size), { x: 300, y: 200, side: 200 })
  assert.deepEqual(resized({ x: 700, y: 500, side: 100 }, 300, size), { x: 500, y: 300, side: 300 })
  assert.deepEqual(resized({ x: 0, y: 0, side: 100 }, 5, size), { x: 2, y: 2, side: leastSide(size) })
  assert.deepEqual(resized({ x: 0, y: 0, side: 100 }, 5_000, size), { x: 0, y: 0, side: mostSide(size) })
})

test('a cut is moved by steps, as far as the edge', () => {
  assert.deepEqual(moved({ x: 300, y: 200, side: 200 }, 1, -1, size), { x: 320, y: 180, side: 200 })
  assert.deepEqual(moved({ x: 590, y: 5, side: 200 }, 1, -1, size), { x: 600, y: 0, side: 200 })
})

test('what is dragged comes back as whole px of the picture', () => {
  for (const crop of [middle(size), { x: 13, y: 77, side: 301 }])
    assert.deepEqual(cropOf(percentsOf(crop, size), size), crop)
  assert.deepEqual(cropOf({ x: 99, y: 99, width: 50, height: 66.7 }, size), { x: 400, y: 200, side: 400 })
})

test('of a picture that is hardly one, all is taken', () => {
  assert.deepEqual(middle({ width: 3, height: 1 }), { x: 1, y: 0, side: 1 })
})
