import { type Feeds, type Live, lastSeq } from '@snug/client'
import { listMessages, PAGE, type Room, type RoomId, type Seq } from '@snug/contracts'
import { api } from '../session/api.ts'
import type { Place } from './places.ts'

interface House {
  live: Live
  feeds: Feeds
}

/** Messages above the one that is gone to: enough for a screen, so that nothing comes in above as soon as it is drawn. */
const ABOVE = 30

/** Reads the window around a place, and has the line tell what comes after. */
export async function loadPlace({ live, feeds }: House, room: Room, place: Place): Promise<void> {
  await (hasNewest(place, room.lastSeq) ? loadNewest(feeds, room.id) : loadAround(feeds, room.id, seqOf(place)))
  const feed = feeds.of(room.id).get()
  live.follow(room.id, feed.reachedEnd ? lastSeq(feed) : Math.max(room.lastSeq, feed.newest))
}

const seqOf = (place: Place): Seq =>
  place.kind === 'message' ? place.seq : place.kind === 'unread' ? place.readSeq : Number.POSITIVE_INFINITY

/** Whether the newest page, which the house has at hand, shows the place with a screen above it. */
const hasNewest = (place: Place, newest: Seq) => newest - seqOf(place) < PAGE - ABOVE / 2

async function loadNewest(feeds: Feeds, roomId: RoomId): Promise<void> {
  const { items, prev, next, revision } = await api(listMessages, { params: { roomId }, query: { limit: PAGE } })
  feeds.apply(roomId, { type: 'page', items, reachedStart: prev === null, reachedEnd: next === null, revision })
}

async function loadAround(feeds: Feeds, roomId: RoomId, seq: Seq): Promise<void> {
  const params = { roomId }
  const [above, below] = await Promise.all([
    api(listMessages, { params, query: { before: seq + 1, limit: ABOVE } }),
    api(listMessages, { params, query: { after: seq, limit: PAGE } }),
  ])
  feeds.apply(roomId, {
    type: 'page',
    items: [...above.items, ...below.items],
    reachedStart: above.prev === null,
    reachedEnd: below.next === null,
    revision: Math.min(above.revision, below.revision),
  })
}

/** Reads the page above the window. */
export async function loadOlder(feeds: Feeds, roomId: RoomId): Promise<void> {
  const first = feeds.of(roomId).get().messages[0]?.seq
  if (first === undefined) return
  const query = { before: first, limit: PAGE }
  const { items, prev, revision } = await api(listMessages, { params: { roomId }, query })
  if (feeds.of(roomId).get().messages[0]?.seq !== first) return // the window is elsewhere by now
  feeds.apply(roomId, { type: 'page', items, reachedStart: prev === null, reachedEnd: false, revision })
}

/** Reads the page below the window. */
export async function loadNewer(feeds: Feeds, roomId: RoomId): Promise<void> {
  const last = lastSeq(feeds.of(roomId).get())
  const query = { after: last, limit: PAGE }
  const { items, next, revision } = await api(listMessages, { params: { roomId }, query })
  if (lastSeq(feeds.of(roomId).get()) !== last) return // the window is elsewhere by now
  feeds.apply(roomId, { type: 'page', items, reachedStart: false, reachedEnd: next === null, revision })
}
