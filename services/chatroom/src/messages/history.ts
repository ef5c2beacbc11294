import type { Message, Revision, Seq } from '@snug/contracts'
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
  /** Every change up to this one is in it. */
  revision: Revision
}

/** What was said. */
export async function historyOf(db: Db, room: LiveRoom, { before, after, limit }: Asked): Promise<Page> {
  const { revision } = room // before it is read, for what is changed meanwhile may be in it or not
  const items =
    after === undefined
      ? await messagesBefore(db, room.id, before ?? room.lastSeq + 1, limit)
      : await messagesAfter(db, room.id, after, room.lastSeq, limit)
  const [first, last] = [items.at(0), items.at(-1)]
  return {
    items,
    next: last && last.seq < room.lastSeq ? last.seq : null,
    prev: first && first.seq > 1 ? first.seq : null, // numbers have no holes: 1 is the first
    revision,
  }
}

/** What was shown. */
export async function photosOf(db: Db, room: LiveRoom, { before, after, limit }: Asked): Promise<Page> {
  const { revision } = room
  const items =
    after === undefined
      ? await photosBefore(db, room.id, before ?? room.lastSeq + 1, limit)
      : await photosAfter(db, room.id, after, room.lastSeq, limit)
  const [first, last] = [items.at(0), items.at(-1)]
  if (!first || !last) return { items, next: null, prev: null, revision }
  const more = await photosAround(db, room.id, first.seq, last.seq)
  return { items, next: more.after ? last.seq : null, prev: more.before ? first.seq : null, revision }
}
