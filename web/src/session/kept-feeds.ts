import { emptyFeed, type Feeds } from '@snug/client'
import { listMessages, type ProfileId, type RoomId } from '@snug/contracts'
import { api } from './api.ts'
import { database, ofOwner, together } from './database.ts'
import { soon } from './soon.ts'

/** Messages of a room, and rooms, that are kept to be read without the house: the newest, and the latest. */
const MESSAGES = 50
const ROOMS = 20
/** What comes within this, in ms, is kept together. */
const PAUSE_MS = 1_000

/** Lays out the rooms as somebody saw them last. */
export async function openKeptFeeds(ownerId: ProfileId, feeds: Feeds): Promise<void> {
  for (const { roomId, messages, reachedStart } of await (await database()).getAll('feeds', ofOwner(ownerId)))
    if (!feeds.has(roomId)) {
      const newest = messages.at(-1)?.seq ?? 0
      feeds.of(roomId).set({ ...emptyFeed, messages, reachedStart, newest, loaded: true, kept: true })
    }
}

/** Reads again what an earlier page saw, for it may have been changed since. */
export async function freshen(roomId: RoomId, feeds: Feeds): Promise<void> {
  const first = feeds.of(roomId).get().messages[0]?.seq ?? 1
  const { items } = await api(listMessages, { params: { roomId }, query: { after: first - 1, limit: MESSAGES } })
  // As edits, for they change what is here and bring nothing that is not.
  for (const message of items) feeds.apply(roomId, { type: 'message_edited', message })
  const { kept: _, ...fresh } = feeds.of(roomId).get()
  feeds.of(roomId).set(fresh)
}

/** Keeps the end of a room, now and whenever it changes. */
export function keepFeed(ownerId: ProfileId, roomId: RoomId, feeds: Feeds): void {
  const feed = feeds.of(roomId)
  const isForgotten = () => !feeds.has(roomId) || feeds.of(roomId) !== feed
  let last = feed.get().messages
  const keep = soon(PAUSE_MS, () => {
    const { messages, reachedStart, reachedEnd } = feed.get()
    last = messages
    if (isForgotten()) return
    if (!reachedEnd) return // what is read far above is no place to begin at
    const end = messages.slice(-MESSAGES)
    const kept = { ownerId, roomId, messages: end, reachedStart: reachedStart && end.length === messages.length }
    void together(['feeds'], async ({ store }) => {
      await store.put({ ...kept, keptAt: new Date() })
      const all = await store.getAll(ofOwner(ownerId))
      const old = all.sort((a, b) => b.keptAt.getTime() - a.keptAt.getTime()).slice(ROOMS)
      for (const one of old) await store.delete([ownerId, one.roomId])
    }).catch(() => {})
  })
  feed.subscribe(() => {
    const { loaded, kept, messages } = feed.get()
    if (loaded && !kept && messages !== last) keep()
  })
}
