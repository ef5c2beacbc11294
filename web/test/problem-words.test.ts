import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { NewUsername, Problem, problems, signup } from '@snug/contracts'
import { otherNames } from '../src/door/other-names.ts'
import { faultsOf, requireFits, sentenceOf } from '../src/ui/problem-words.ts'
import { de } from '../src/words/de/de.ts'
import { en } from '../src/words/en/en.ts'
import { speak } from '../src/words/words.ts'

/** What `speak` tells the page, which is not there. */
before(() => Object.assign(globalThis, { document: { documentElement: {} } }))
after(async () => {
  await speak('en')
  Reflect.deleteProperty(globalThis, 'document')
})

test('everything that can go wrong has words in every language, in English those of the house', () => {
  assert.equal(en.problems.codes.room_full, problems.room_full.title)
  assert.deepEqual(Object.keys(de.problems.codes).sort(), Object.keys(problems).sort())
})

test('an error is told in the language of the reader; in English with what the house adds', async () => {
  const error = new Problem('photo_too_large', { detail: 'A picture has at most 7 bytes.' })
  assert.equal(sentenceOf(error), 'A picture has at most 7 bytes.')
  await speak('de')
  assert.equal(sentenceOf(error), 'Dieses Bild ist zu groß.')
  assert.equal(sentenceOf(new Error('?')), 'Etwas ist schiefgegangen.')
  await speak('en')
})

test('which limit was met is told whole in the language of the reader', async () => {
  const quota = new Problem('quota_reached', {
    detail: '…',
    limits: { of: 'room', photos: 5000, bytes: 1.5 * 1024 ** 3 },
  })
  const pixels = new Problem('photo_too_large', { detail: '…', limits: { pixels: 50e6, frames: 200 } })
  const bytes = new Problem('photo_too_large', { detail: '…', limits: { bytes: 25 * 1024 ** 2 } })
  assert.match(sentenceOf(quota), /^This room may keep 5,000 pictures or 1\.5 GB\./)
  assert.match(sentenceOf(pixels), /at most 50 million pixels and 200 frames\.$/)
  await speak('de')
  assert.match(sentenceOf(quota), /^Dieser Raum kann 5\.000 Bilder oder 1,5 GB aufheben\./)
  assert.match(sentenceOf(pixels), /höchstens 50 Millionen Pixel und 200 Einzelbilder\.$/)
  assert.equal(sentenceOf(bytes), 'Dieses Bild ist zu groß: höchstens 25 MB.')
  await speak('en')
})

test('what is wrong with a body is said at its fields, before it is sent', () => {
  const faults = (body: object) => {
    try {
      requireFits(signup.schema.body, body)
      return {}
    } catch (error) {
      return Object.fromEntries(faultsOf(error))
    }
  }
  assert.deepEqual(faults({ username: 'ada', password: 'correct horse battery' }), {})
  assert.deepEqual(faults({ username: 'a', password: 'x' }), {
    username: 'At least 3 characters.',
    password: 'At least 8 characters.',
  })
  assert.deepEqual(faults({ username: 'a b c', password: 'x'.repeat(1025), displayName: 'a\u202Eb' }), {
    username: 'Only letters, digits, _ . and -',
    password: 'At most 1024 characters.',
    displayName: 'There are invisible characters in it.',
  })
  assert.deepEqual(faults({ username: 'admin', password: 'correct horse', displayName: ' ' }), {
    username: 'This name is reserved.',
    displayName: 'This must not be empty.',
  })
})

test('what the house finds wrong with a password is said at its field, in German too', async () => {
  const errors = [{ pointer: '/password', detail: 'is one of the first that anybody would try' }]
  const error = new Problem('invalid_body', { errors })
  await speak('de')
  assert.equal(faultsOf(error).get('password'), 'Zu leicht: Das würde jeder als Erstes versuchen.')
  assert.equal(
    faultsOf(new Problem('invalid_body', { errors: [{ pointer: '/bio', detail: 'is odd' }] })).get('bio'),
    'Das passt so nicht.',
  )
  await speak('en')
})

test('names to try in the place of a taken one are names that may be taken', () => {
  for (const taken of ['ada', 'x'.repeat(32), ' ada '])
    for (const name of otherNames(taken)) assert.ok(NewUsername.safeParse(name).success, name)
})
