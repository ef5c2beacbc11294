import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_PHOTO_BYTES, MAX_PHOTOS } from '@snug/contracts'
import { kindOf, moved, saysTooMuch, sumOf, withFile, withFiles, without } from '../src/posts/tray.ts'

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

test("a phone's HEIC is a picture, also where the system does not know its type", () => {
  const [heic] = withFiles([], [file('IMG_1.HEIC', '')])
  assert.equal(heic?.refusal, undefined)
  assert.equal(kindOf(file('IMG_1.heic', '')), 'HEIC')
  assert.equal(kindOf(file('picture', 'image/heif')), 'HEIF')
})

test('what no upload could carry is refused with what to do', () => {
  const refusals = [file('a.svg', 'image/svg+xml'), file('b', 'image/bmp'), file('c', 'image/png', 0)]
  const [svg, bmp, empty] = withFiles([], refusals).map(({ refusal }) => refusal)
  for (const refusal of [svg, bmp]) assert.match(refusal ?? '', /cannot open this kind.*Choose a JPEG/)
  assert.match(empty ?? '', /empty. Choose it again/)
})

test('what is sent is summed up without what is refused', () => {
  assert.equal(sumOf(withFiles([], [file('a'), file('b', 'text/plain')])), '1 picture, 1 MB')
})

test('words about pictures must fit into one message', () => {
  const tray = withFiles(
    [],
    Array.from({ length: 21 }, (_, i) => file(String(i))),
  )
  const written = (alt: string) => tray.map((picture) => ({ ...picture, alt }))
  assert.equal(saysTooMuch(written('x'.repeat(900))), false)
  assert.equal(saysTooMuch(written('x'.repeat(1_000))), true)
})

test('one picture too many fits when another one is taken out', () => {
  const tray = withFiles(
    [],
    Array.from({ length: MAX_PHOTOS + 1 }, (_, i) => file(String(i))),
  )
  assert.match(tray.at(-1)?.refusal ?? '', /holds 100 pictures/)
  assert.equal(without(tray, tray[0]?.id ?? '').at(-1)?.refusal, undefined)
})

test('a picture that was turned keeps its place, its words and its name', () => {
  const [first, second] = withFiles([], [file('a'), file('b')])
  assert.ok(first && second)
  const turned = withFile([{ ...first, alt: 'a lake' }, second], first.id, file('a', 'image/jpeg', 2))
  assert.deepEqual(names(turned), ['a', 'b'])
  assert.deepEqual(
    { id: turned[0]?.id, alt: turned[0]?.alt, size: turned[0]?.file.size },
    { id: first.id, alt: 'a lake', size: 2 },
  )
  assert.notEqual(turned[0]?.preview, first.preview)
  assert.equal(turned[1]?.preview, second.preview)
})
