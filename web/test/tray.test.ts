import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_PHOTO_BYTES, MAX_PHOTOS } from '@snug/contracts'
import { moved, withFiles, without } from '../src/composer/tray.ts'

const file = (name: string, type = 'image/jpeg', bytes = 1) => new File([new Uint8Array(bytes)], name, { type })
const names = (tray: ReturnType<typeof withFiles>) => tray.map(({ file }) => file.name)

test('pictures keep the order in which they came, until they are moved', () => {
  const tray = withFiles(withFiles([], [file('a'), file('b')]), [file('c')])
  assert.deepEqual(names(tray), ['a', 'b', 'c'])
  assert.deepEqual(names(moved(tray, tray[2]?.id ?? '', -1)), ['a', 'c', 'b'])
})

test('what the house would refuse is told at once', () => {
  const [fits, text, huge] = withFiles(
    [],
    [file('a'), file('b', 'text/plain'), file('c', 'image/png', MAX_PHOTO_BYTES + 1)],
  )
  assert.equal(fits?.refusal, undefined)
  assert.match(text?.refusal ?? '', /not a picture/)
  assert.match(huge?.refusal ?? '', /26 MB is too large; 25 MB is the most/)
})

test('one picture too many fits when another one is taken out', () => {
  const tray = withFiles(
    [],
    Array.from({ length: MAX_PHOTOS + 1 }, (_, i) => file(String(i))),
  )
  assert.match(tray.at(-1)?.refusal ?? '', /holds 10 pictures/)
  assert.equal(without(tray, tray[0]?.id ?? '').at(-1)?.refusal, undefined)
})
