import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Draft, newClientId } from '@snug/client'
import { ada, room } from '@snug/client/testing'
import { Problem, type UploadedPhoto } from '@snug/contracts'
import { type Picture, Posts } from '../src/composer/posts.ts'
import type { UploadOrder } from '../src/composer/upload.ts'

/** A desk whose uploads end when the test says so. */
function openDesk() {
  const under: { name: string; order: UploadOrder; done: () => void; fail: () => void }[] = []
  const sent: Draft[] = []
  const upload = (order: UploadOrder) =>
    new Promise<UploadedPhoto>((resolve, reject) => {
      const { name } = order.file
      const fail = () => reject(new Problem('unsupported_photo'))
      under.push({ name, order, done: () => resolve({ id: name } as unknown as UploadedPhoto), fail })
      order.signal.addEventListener('abort', () => reject(order.signal.reason))
    })
  const posts = new Posts({ upload, send: (draft) => sent.push(draft), explain: String })
  const add = (names: string[], text = '') => {
    const post = { clientId: newClientId(), roomId: room, authorId: ada, text }
    posts.add(post, names.map(picture))
    return post.clientId
  }
  return { posts, under, sent, add, names: () => under.map(({ name }) => name) }
}

const picture = (name: string): Picture => ({
  id: name,
  file: new File([], name, { type: 'image/jpeg' }),
  preview: '',
  alt: '',
})
const settle = () => new Promise((done) => setImmediate(done))
const photoIds = (draft: Draft | undefined) => draft?.photos?.map(({ id }) => String(id))

test('pictures go up three at a time and become one message, in their order', async () => {
  const { under, sent, add, names } = openDesk()
  add(['a', 'b', 'c', 'd'], 'the lake')
  assert.deepEqual(names(), ['a', 'b', 'c'])
  under[1]?.done()
  await settle()
  assert.deepEqual(names(), ['a', 'b', 'c', 'd'])
  for (const { done } of under) done()
  await settle()
  assert.deepEqual(sent.map(photoIds), [['a', 'b', 'c', 'd']])
  assert.equal(sent[0]?.text, 'the lake')
})

test('a failed picture holds the message until it is tried again', async () => {
  const { posts, under, sent, add } = openDesk()
  const id = add(['a', 'b'])
  under[0]?.fail()
  under[1]?.done()
  await settle()
  assert.deepEqual(sent, [])
  assert.equal(posts.list.get()[0]?.pictures[0]?.state, 'failed')

  posts.retry(id)
  under[2]?.done()
  await settle()
  assert.deepEqual(sent.map(photoIds), [['a', 'b']])
  assert.deepEqual(posts.list.get(), [])
})

test('a message can go without what failed', async () => {
  const { posts, under, sent, add } = openDesk()
  const id = add(['a', 'b'])
  under[0]?.fail()
  under[1]?.done()
  await settle()
  posts.sendWithoutFailed(id)
  assert.deepEqual(sent.map(photoIds), [['b']])
})

test('a cancelled picture stops going up; nothing is sent when nothing is left', async () => {
  const { posts, under, sent, add } = openDesk()
  const id = add(['a'])
  posts.cancel(id, 'a')
  await settle()
  assert.ok(under[0]?.order.signal.aborted)
  assert.deepEqual([sent, posts.list.get()], [[], []])
})
