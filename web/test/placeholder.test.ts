import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rgbaToThumbHash } from 'thumbhash'
import { groundOf } from '../src/photos/placeholder.ts'

/** The hash of a picture whose upper half has that colour, and whose lower half that alpha too, of 255. */
const hashOf = (grey: number, alpha: number) => {
  const pixels = Array.from({ length: 32 * 32 }, (_, at) => [grey, grey, grey, at < 512 ? 255 : alpha]).flat()
  return Buffer.from(rgbaToThumbHash(32, 32, pixels)).toString('base64')
}

test('a see-through picture lies on paper, or in the dark if it is light', () => {
  assert.equal(groundOf(hashOf(20, 0)), 'on-paper')
  assert.equal(groundOf(hashOf(240, 0)), 'in-the-dark')
})

test('a picture that covers what is behind it has no ground, and neither has one that nothing is known of', () => {
  assert.equal(groundOf(hashOf(20, 255)), undefined)
  assert.equal(groundOf(''), undefined)
  assert.equal(groundOf('!'), undefined)
})
