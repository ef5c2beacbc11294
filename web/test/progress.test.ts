import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newClientId, newPhotoId } from '@snug/client'
import { ada, room } from '@snug/client/testing'
import type { PictureState, Post } from '../src/posts/picture.ts'
import { sentenceAbout, wordsAbout } from '../src/posts/progress.ts'

function post(states: PictureState[], state: Post['state'] = 'said'): Post {
  const clientId = newClientId()
  const pictures = states.map((each, at) => ({
    clientId,
    id: String(at),
    photoId: newPhotoId(),
    file: new File([], 'a.jpg'),
    preview: '',
    alt: '',
    caption: '',
    state: each,
    progress: 0,
  }))
  return { clientId, roomId: room, authorId: ada, text: '', startedAt: new Date(), pictures, state }
}

test('a post says how many pictures are there and how many failed', () => {
  assert.equal(wordsAbout(post(['waiting', 'waiting'], 'preparing')), 'Sending 2 pictures…')
  assert.equal(wordsAbout(post(['sent', 'ready', 'sending'])), '2 of 3 sent')
  assert.equal(wordsAbout(post(['sent', 'failed', 'sending'])), '1 of 3 sent, 1 failed')
  assert.equal(wordsAbout(post(['sent', 'ready'])), '2 of 2 sent, getting ready…')
})

test('what was taken out does not count', () => {
  assert.equal(wordsAbout(post(['sent', 'leaving', 'sending'])), '1 of 2 sent')
  for (const say of [wordsAbout, sentenceAbout]) assert.equal(say(post(['leaving', 'leaving'])), '')
})

test('start, half, failures and end are told, and nothing in between', () => {
  const told = [
    ['waiting', 'waiting', 'waiting', 'waiting'],
    ['sent', 'sending', 'waiting', 'waiting'],
    ['sent', 'sent', 'sending', 'waiting'],
    ['sent', 'sent', 'ready', 'sending'],
    ['sent', 'sent', 'ready', 'failed'],
    ['sent', 'sent', 'ready', 'sent'],
  ].map((states) => sentenceAbout(post(states as PictureState[])))
  assert.deepEqual(
    [...new Set(told)],
    ['Sending 4 pictures.', 'Half of 4 pictures sent.', '1 of 4 pictures failed.', '4 pictures sent.'],
  )
})

test('a post that got no places says why', () => {
  const refused = { ...post(['waiting'], 'refused'), reason: 'There is no more space for your pictures.' }
  assert.equal(wordsAbout(refused), '1 picture')
  assert.equal(sentenceAbout(refused), '1 picture not sent. There is no more space for your pictures.')
})
