import type { Feed, Store } from '@snug/client'
import type { Room, Seq } from '@snug/contracts'
import type { VirtualItem } from '@tanstack/react-virtual'

/** Where a room is opened, or gone to. */
export type Place =
  | { kind: 'end' }
  /** At what came after this message, which I had read. */
  | { kind: 'unread'; readSeq: Seq }
  | { kind: 'message'; seq: Seq }
  | Left

/** Where one was when the room was left: so many px into a row, of a list that was so wide and had these sizes. */
export interface Left {
  kind: 'left'
  key: string
  into: number
  width: number
  sizes: VirtualItem[]
}

/** Where rooms were left, as long as the page lives and their feeds are kept. At the end there is nothing to remember. */
const left = new WeakMap<Store<Feed>, Left>()

export const placeLeft = (feed: Store<Feed>): Left | undefined => left.get(feed)

export function leave(feed: Store<Feed>, place: Left | undefined): void {
  if (place) left.set(feed, place)
  else left.delete(feed)
}

/** A message that is named first, then where one was, then what is new, then the end. */
export function placeToOpen(room: Room, named: Seq | undefined, was: Left | undefined): Place {
  if (named !== undefined) return { kind: 'message', seq: named }
  if (was) return was
  return room.me && room.me.unreadCount > 0 ? { kind: 'unread', readSeq: room.me.readSeq } : { kind: 'end' }
}

/** Whether the window of the feed has the place in it. */
export function holds({ loaded, messages, reachedStart, reachedEnd }: Feed, place: Place): boolean {
  if (!loaded) return false
  const [first = 0, last = 0] = [messages[0]?.seq, messages.at(-1)?.seq]
  switch (place.kind) {
    case 'end':
      return reachedEnd
    case 'unread':
      return (first <= place.readSeq + 1 || reachedStart) && (place.readSeq < last || reachedEnd)
    case 'message':
      return (first <= place.seq || reachedStart) && (place.seq <= last || reachedEnd)
    case 'left':
      return messages.some((message) => keyOf(message) === place.key)
  }
}

/** One key from the moment of sending to the number given by the house, so that a row stays the same row. */
export const keyOf = ({ authorId, clientId }: { authorId: string; clientId: string }) => `${authorId}:${clientId}`
