import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_TEXT } from '@snug/contracts'
import { obstacleTo } from '../src/composer/obstacle.ts'
import { picturesPasted } from '../src/composer/pasted.ts'
import { charactersLeft } from '../src/posts/characters-left.ts'
import { withFiles } from '../src/posts/tray.ts'
import { sends } from '../src/ui/send-key.ts'

const enter = {
  key: 'Enter',
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 13,
}
const desk = { enterSends: true, touch: false }

test('Enter sends where there is a keyboard and it is not told otherwise', () => {
  assert.equal(sends(enter, desk), true)
  assert.equal(sends({ ...enter, shiftKey: true }, desk), false)
  assert.equal(sends(enter, { enterSends: false, touch: false }), false)
  assert.equal(sends(enter, { enterSends: true, touch: true }), false)
  assert.equal(sends({ ...enter, key: 'a' }, desk), false)
})

test('Enter with Ctrl or ⌘ sends everywhere', () => {
  const phone = { enterSends: false, touch: true }
  assert.equal(sends({ ...enter, ctrlKey: true }, phone), true)
  assert.equal(sends({ ...enter, metaKey: true }, phone), true)
})

test('Enter that chooses a word of an input method sends nothing', () => {
  assert.equal(sends({ ...enter, isComposing: true }, desk), false)
  assert.equal(sends({ ...enter, keyCode: 229 }, desk), false)
})

const picture = (name: string, type = 'image/png') => new File(['.'], name, { type })

test('a draft says why it cannot be sent', () => {
  const refused = withFiles([], [new File([], 'empty.png', { type: 'image/png' })])
  assert.equal(obstacleTo({ text: ' \n', tray: [] }), 'nothing')
  assert.equal(obstacleTo({ text: '', tray: refused }), 'nothing')
  assert.equal(obstacleTo({ text: '', tray: withFiles(refused, [picture('a')]) }), undefined)
  assert.equal(obstacleTo({ text: 'x'.repeat(MAX_TEXT + 1), tray: [] }), 'tooLong')
  const wordy = withFiles(
    [],
    Array.from({ length: 21 }, (_, at) => picture(String(at))),
  ).map((one) => ({ ...one, alt: 'x'.repeat(1_000) }))
  assert.equal(obstacleTo({ text: '', tray: wordy }), 'tooManyWords')
})

test('what is left is told when it is little, in characters as people count them', () => {
  assert.equal(charactersLeft('short'), undefined)
  assert.equal(charactersLeft('x'.repeat(MAX_TEXT - 201)), undefined)
  assert.equal(charactersLeft('x'.repeat(MAX_TEXT - 20)), 20)
  assert.equal(charactersLeft('🦊'.repeat(MAX_TEXT + 3)), -3)
  assert.equal(charactersLeft(`${'x'.repeat(MAX_TEXT)}  \n`), 0)
})

test('a pasted screenshot is a picture, and so is a copied file with its name beside it', () => {
  const shot = picture('image.png')
  assert.deepEqual(picturesPasted({ files: [shot], text: '' }), [shot])
  assert.deepEqual(picturesPasted({ files: [shot], text: 'image.png' }), [shot])
})

test('text stays text, also when a picture of it comes along', () => {
  assert.deepEqual(picturesPasted({ files: [picture('image.png')], text: 'Sum\t42' }), [])
  assert.deepEqual(picturesPasted({ files: [picture('notes.txt', 'text/plain')], text: '' }), [])
})
