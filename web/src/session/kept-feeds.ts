import { emptyFeed, type Feeds } from '@snug/client'
import type { ProfileId, RoomId } from '@snug/contracts'
import { database, ofOwner, together } from './database.ts'
import { soon } from './soon.ts'

/** Messages of a room, and rooms, that are kept to be read without the house: the newest, and the latest. */
const MESSAGES = 50
const ROOMS = 20
/** What comes within this, in ms, is kept together. */
const PAUSE_MS = 1_000

/** Lays out the rooms as somebody saw them last. */
export async function openKeptFeeds(ownerId: ProfileId, feeds: Feeds): Promise<void> {
  // An older Snug did not say which changes it had seen.
  for (const { roomId, messages, reachedStart, revision } of await (await database()).getAll('feeds', ofOwner(ownerId)))
    if (!feeds.has(roomId) && revision !== undefined) {
      const newest = messages.at(-1)?.seq ?? 0
      feeds.of(roomId).set({ ...emptyFeed, messages, reachedStart, newest, revision, loaded: true, kept: true })
    }
}

/** Keeps the end of a room, now and whenever it changes. */
export function keepFeed(ownerId: ProfileId, roomId: RoomId, feeds: Feeds): void {
  const feed = feeds.of(roomId)
  const isForgotten = () => !feeds.has(roomId) || feeds.of(roomId) !== feed
  let last = feed.get().messages
  const keep = soon(PAUSE_MS, () => {
    const { messages, reachedStart, reachedEnd, revision } = feed.get()
    last = messages
    if (isForgotten()) return
    if (!reachedEnd) return // what is read far above is no place to begin at
    const end = messages.slice(-MESSAGES)
    const kept = { messages: end, reachedStart: reachedStart && end.length === messages.length, revision }
    void together(['feeds'], async ({ store }) => {
      await store.put({ ownerId, roomId, ...kept, keptAt: new Date() })
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
