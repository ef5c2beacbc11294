import assert from 'node:assert/strict'
import { test } from 'node:test'
import { de } from '../src/words/de/de.ts'
import { en } from '../src/words/en/en.ts'
import { preferredLanguage } from '../src/words/words.ts'

/** Each phrase by its key, with the names that it has filled in. */
function phrasesOf(words: object, path = ''): [key: string, names: string][] {
  return Object.entries(words).flatMap(([key, phrase]: [string, string | object]) =>
    typeof phrase === 'string'
      ? [[`${path}${key}`, (phrase.match(/\{\{.*?\}\}|<\/?\w+ ?\/?>/g) ?? []).sort().join()]]
      : phrasesOf(phrase, `${path}${key}.`),
  )
}

test('German says everything that English says, with the same names in it, and nothing else', () => {
  assert.deepEqual(new Map(phrasesOf(de).sort()), new Map(phrasesOf(en).sort()))
})

test('a reader gets the first language of their list that Snug speaks', () => {
  assert.equal(preferredLanguage(['fr-CH', 'de-CH', 'en']), 'de')
  assert.equal(preferredLanguage(['en-GB', 'de']), 'en')
  assert.equal(preferredLanguage(['ja']), 'en')
})
