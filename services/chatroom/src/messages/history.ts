import type { Message, Seq } from '@snug/contracts'
import type { Db } from '../database.ts'
import type { LiveRoom } from '../rooms/live-rooms.ts'
import { photosAfter, photosAround, photosBefore } from './photo-pages.ts'
import { messagesAfter, messagesBefore } from './queries.ts'

/** Which part of a room is asked for: the newest when neither is said. */
export interface Asked {
  before?: Seq | undefined
  after?: Seq | undefined
  limit: number
}

/** A part of a room, oldest first, and where the parts around it are. */
export interface Page {
  items: Message[]
  next: Seq | null
  prev: Seq | null
}

/** What was said. */
export async function historyOf(db: Db, room: LiveRoom, { before, after, limit }: Asked): Promise<Page> {
  const items =
    after === undefined
      ? await messagesBefore(db, room.id, before ?? room.lastSeq + 1, limit)
      : await messagesAfter(db, room.id, after, room.lastSeq, limit)
  const [first, last] = [items.at(0), items.at(-1)]
  return {
    items,
    next: last && last.seq < room.lastSeq ? last.seq : null,
    prev: first && first.seq > 1 ? first.seq : null, // numbers have no holes: 1 is the first
  }
}

/** What was shown. */
export async function photosOf(db: Db, room: LiveRoom, { before, after, limit }: Asked): Promise<Page> {
  const items =
    after === undefined
      ? await photosBefore(db, room.id, before ?? room.lastSeq + 1, limit)
      : await photosAfter(db, room.id, after, room.lastSeq, limit)
  const [first, last] = [items.at(0), items.at(-1)]
  if (!first || !last) return { items, next: null, prev: null }
  const more = await photosAround(db, room.id, first.seq, last.seq)
  return { items, next: more.after ? last.seq : null, prev: more.before ? first.seq : null }
}
