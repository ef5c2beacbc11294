import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newClientId, newPhotoId } from '@snug/client'
import { ada, message, photo, room } from '@snug/client/testing'
import { type ClientId, Problem } from '@snug/contracts'
import type { PictureState, PictureUnderWay, Post } from '../src/posts/picture.ts'
import { openDesk, settle } from './desk.ts'

/** A post as an earlier page left it. */
function left(states: PictureState[], more: Partial<Post> = {}): Post {
  const clientId = newClientId()
  const pictures = states.map((state, at): PictureUnderWay => {
    const photoId = newPhotoId()
    const url = `/uploads/${photoId}`
    const file = new File(['a'], `${at}.jpg`, { type: 'image/jpeg' })
    return { clientId, photoId, id: `${at}`, file, preview: '', alt: '', caption: '', state, progress: 0, url }
  })
  return { clientId, roomId: room, authorId: ada, text: '', startedAt: new Date(), pictures, state: 'said', ...more }
}

const idsOf = ({ pictures }: Post) => pictures.map(({ photoId }) => photoId)
const messageOf = (post: Post, state: 'pending' | 'ready') =>
  message(post.seq ?? 1, {
    clientId: post.clientId,
    photos: idsOf(post).map((id, at) => photo(at, { id, state })),
  })

test('a post is kept before anything of it leaves', async () => {
  const gate = Promise.withResolvers<void>()
  const { said, promised, add } = openDesk({ keep: () => gate.promise })
  await add(['a'], 'the lake')
  assert.deepEqual([promised, said], [[], []])
  gate.resolve()
  await settle()
  assert.equal(said.length, 1)
})

test('a post that cannot be kept is sent, and says so', async () => {
  const keep = async () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const { posts, said, add } = openDesk({ keep })
  await add(['a'])
  assert.deepEqual([posts.list.get()[0]?.unkept, said.length], [true, 1])
})

test('whether a message was said is not known: it is said again under its name, with the same places', async () => {
  for (const state of ['preparing', 'said'] as const) {
    const { posts, said, promised, names } = openDesk()
    const post = left(['waiting', 'waiting'], { state, text: 'the lake' })
    posts.resume(post)
    await settle()
    assert.deepEqual(
      promised.map(({ id }) => id),
      idsOf(post),
    )
    assert.deepEqual(
      said.map(({ clientId, text, photos }) => [clientId, text, photos?.map(({ id }) => id)]),
      [[post.clientId, 'the lake', idsOf(post)]],
    )
    assert.deepEqual(names(), ['0.jpg', '1.jpg'])
  }
})

test('what was taken out stays so when the post goes on', async () => {
  const { posts, cleared, states, stored } = openDesk()
  const post = left(['leaving', 'waiting'])
  posts.resume(post)
  await settle()
  assert.deepEqual(states(), ['leaving', 'sending'])
  stored(post.clientId)
  await settle()
  assert.deepEqual(cleared, idsOf(post).slice(0, 1))
})

test('of a message that was said only the bytes go on, and what happened meanwhile is read', async () => {
  const post = left(['ready', 'sent', 'waiting'], { seq: 7 })
  const { posts, said, promised, names } = openDesk({
    read: async () => ({
      ...messageOf(post, 'pending'),
      photos: idsOf(post).map((id, at) => photo(at, { id, state: at < 2 ? 'ready' : 'pending' })),
    }),
  })
  posts.resume(post)
  await settle()
  assert.deepEqual([said, promised, names()], [[], [], ['2.jpg']])
  assert.deepEqual(
    posts.list.get()[0]?.pictures.map(({ state }) => state),
    ['ready', 'ready', 'sending'],
  )
})

test('of a message that the feed does not hold what comes in is read, and what came while the line was down', async () => {
  const post = left(['sent'], { seq: 7 })
  for (const tell of ['photo_ready', 'catch up']) {
    let isThere = false
    const { posts } = openDesk({ read: async () => messageOf(post, isThere ? 'ready' : 'pending') })
    posts.resume(post)
    await settle()
    isThere = true
    if (tell === 'catch up') posts.catchUp()
    else {
      const [id] = idsOf(post)
      posts.hear({
        type: 'photo_ready',
        roomId: room,
        seq: 7,
        revision: 1,
        photo: photo(1, { ...(id && { id }), state: 'ready' }),
      })
    }
    await settle()
    assert.deepEqual(posts.list.get(), [])
  }
})

test('a post whose message is complete, or gone, is over', async () => {
  const complete = left(['sent'], { seq: 7 })
  for (const read of [async () => messageOf(complete, 'ready'), async () => undefined]) {
    const { posts } = openDesk({ read })
    posts.resume(complete)
    await settle()
    assert.deepEqual(posts.list.get(), [])
  }
})

test('a post that was refused waits for the person, as before', async () => {
  const { posts, promised } = openDesk()
  posts.resume(left(['waiting'], { state: 'refused', reason: 'quota_reached' }))
  await settle()
  assert.deepEqual([posts.list.get()[0]?.reason, promised], ['quota_reached', []])
})

test('nothing overtakes what was sent before in the same room, until that is refused', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let asked = 0
  const { posts, said, add } = openDesk({ reserve: () => gates[asked++]?.promise ?? Promise.resolve() })
  await add(['a'], 'first')
  await add(['b'], 'second')
  posts.add({ clientId: newClientId(), roomId: room, authorId: ada, text: 'third' }, [])
  gates[1]?.resolve()
  await settle()
  assert.deepEqual(said, [])
  gates[0]?.reject(new Problem('quota_reached'))
  await settle()
  assert.deepEqual(
    said.map(({ text }) => text),
    ['second', 'third'],
  )
})

test('what another tab sends is only shown, until its message comes', async () => {
  const { posts, feeds, promised, cleared, names } = openDesk()
  const post = left(['waiting'], { state: 'preparing' })
  posts.show(post)
  posts.retry(post.clientId)
  posts.cancel(post.clientId, '0')
  await settle()
  assert.equal(posts.list.get()[0]?.elsewhere, true)
  assert.deepEqual([promised, cleared, names()], [[], [], []])
  feeds.apply(room, { type: 'message', message: messageOf(post, 'pending') })
  assert.deepEqual(posts.list.get(), [])
})

test('what another tab leaves behind is shown no more, and may be gone on with', async () => {
  const { posts, said } = openDesk()
  const post = left(['waiting'], { state: 'preparing' })
  const hide = posts.show(post)
  hide()
  posts.resume(post)
  await settle()
  assert.deepEqual(
    said.map(({ clientId }): ClientId | undefined => clientId),
    [post.clientId],
  )
})
