import assert from 'node:assert/strict'
import { type Draft, Feeds, newClientId } from '@snug/client'
import { ada, photo, room } from '@snug/client/testing'
import { type ClientId, type NewUpload, type Photo, type PhotoId, Problem, type Upload } from '@snug/contracts'
import type { Picture } from '../src/posts/picture.ts'
import { Posts } from '../src/posts/posts.ts'
import type { BytesOrder, PostsNeeds } from '../src/posts/posts-needs.ts'

interface DeskOptions extends Partial<Pick<PostsNeeds, 'measure' | 'hash' | 'read'>> {
  here?: string[]
  keep?: () => Promise<void>
  reserve?: () => Promise<void>
}

/** A desk whose house is the test: it gives places at once, and bytes are there when the test says so. */
export function openDesk({
  here = [] as string[],
  keep = async () => {},
  reserve = async () => {},
  ...reading
}: DeskOptions = {}) {
  const under: { name: string; order: BytesOrder; done: () => void; fail: () => void }[] = []
  const [said, cleared, promised]: [Draft[], PhotoId[], NewUpload[]] = [[], [], []]
  const feeds = new Feeds()
  feeds.of(room)
  const idOf = (n: number) => promised[n - 1]?.id ?? assert.fail(`no place ${n}`)
  const placeOf = (upload: NewUpload): Upload => {
    const state = here.includes(upload.caption ?? '') ? 'ready' : 'pending'
    const place = photo(1, { ...(upload.id && { id: upload.id }), state })
    return { photo: place, url: place.state === 'ready' ? null : `/uploads/${place.id}` }
  }
  const posts = new Posts({
    keep: async () => {
      await keep()
      return new Map()
    },
    measure: async () => ({ width: 40, height: 30 }),
    hash: async () => 'ab'.repeat(32),
    read: async () => undefined,
    ...reading,
    reserve: async (_, uploads) => {
      promised.push(...uploads)
      await reserve()
      return uploads.map(placeOf)
    },
    sendBytes: (order) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const done = () => {
        order.onProgress(1)
        resolve()
      }
      under.push({ name: order.file.name, order, done, fail: () => reject(new Problem('upload_damaged')) })
      order.signal.addEventListener('abort', () => reject(order.signal.reason))
      return promise
    },
    clear: async (photoId, from) => {
      cleared.push(photoId)
      if (from) feeds.apply(room, { type: 'photo_removed', roomId: room, seq: from.seq, photoId })
    },
    say: (draft) => {
      said.push(draft)
      const { clientId = newClientId(), text = '', photos = [] } = draft
      const mine = { clientId, roomId: room, authorId: ada, text, photos, queuedAt: new Date() }
      feeds.apply(room, { type: 'queued', roomId: room, message: mine })
    },
    unsay: (clientId) => feeds.apply(room, { type: 'discarded', roomId: room, clientId }),
    feedOf: (roomId) => feeds.of(roomId),
    explain: (error) => (error instanceof Problem ? error.code : String(error)),
  })
  const add = async (names: string[], text = '') => {
    const clientId = newClientId()
    posts.add({ clientId, roomId: room, authorId: ada, text }, names.map(picture))
    await settle()
    return clientId
  }
  const stored = (clientId: ClientId) =>
    feeds.apply(room, { type: 'ack', clientId, roomId: room, seq: 1, sentAt: new Date() })
  const tell = (type: 'photo_ready' | 'photo_failed', place: Photo) => {
    const event = { type, roomId: room, seq: 1, revision: 1, photo: place }
    feeds.apply(room, event)
    posts.hear(event)
  }
  const [ready, failed] = [
    (n: number) => tell('photo_ready', photo(n, { id: idOf(n), state: 'ready' })),
    (n: number) => tell('photo_failed', photo(n, { id: idOf(n), state: 'failed', problem: 'unsupported_photo' })),
  ]
  const states = () => posts.list.get()[0]?.pictures.map(({ state }) => state)
  const names = () => under.map(({ name }) => name)
  const photos = () =>
    feeds
      .of(room)
      .get()
      .messages[0]?.photos.map(({ id }) => id)
  return { posts, feeds, under, said, cleared, promised, idOf, add, stored, ready, failed, states, names, photos }
}

const picture = (name: string): Picture => ({
  id: name,
  file: new File([name], name, { type: 'image/jpeg' }),
  preview: '',
  alt: '',
  caption: name,
})
/** All that needs no line has happened. */
export const settle = () => new Promise((done) => setImmediate(done))
