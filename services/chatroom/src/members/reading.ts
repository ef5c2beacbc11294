import { Problem, type ProfileId, type RoomId, type Seq } from '@snug/contracts'
import type { Db } from '../database.ts'
import type { Feed } from '../feed/feed.ts'
import { Paced } from '../feed/paced.ts'
import { isIntimate, type LiveRooms } from '../rooms/live-rooms.ts'
import { hideSeen, markRead, markSeen, markUnread } from './queries.ts'

/** A room hears how far one member has read this often at most, in ms. */
const SEEN_MS = 1_000

interface Needs {
  db: Db
  rooms: LiveRooms
  feed: Feed
}

interface Read {
  roomId: RoomId
  profileId: ProfileId
  seq: Seq
  /** The others are not told. */
  quiet?: boolean | undefined
}

/** How far people have read, for themselves, and for the others as far as they let it be seen. */
export class Reading {
  readonly #needs: Needs
  /** By room and person. */
  readonly #telling = new Paced<string>(SEEN_MS)

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** @throws Problem `room_not_found` for who is not a member */
  async read({ roomId, profileId, seq, quiet }: Read): Promise<void> {
    const { db, rooms, feed } = this.#needs
    const room = await rooms.openFor(profileId, roomId)
    const upTo = Math.min(seq, room.lastSeq)
    const isNews = await markRead(db, roomId, profileId, upTo, quiet)
    if (isNews) feed.toPerson(profileId, { type: 'read', roomId, seq: upTo })
    if (quiet || !(isNews || (await markSeen(db, roomId, profileId, upTo)))) return
    this.#tell(roomId, profileId, upTo)
  }

  /**
   * The person wants to read from a message on anew. What the others know they have seen stays so.
   * @throws Problem `message_not_found` for a number that nobody said yet
   */
  async unread({ roomId, profileId, seq }: Omit<Read, 'quiet'>): Promise<void> {
    const { db, rooms, feed } = this.#needs
    const room = await rooms.openFor(profileId, roomId)
    if (seq > room.lastSeq) throw new Problem('message_not_found')
    await markUnread(db, roomId, profileId, seq)
    feed.toPerson(profileId, { type: 'unread', roomId, seq })
  }

  /** The person lets nobody see any more how far they have read: what the others know of it is taken back everywhere. */
  async hide(profileId: ProfileId): Promise<void> {
    for (const roomId of await hideSeen(this.#needs.db, profileId)) this.#tell(roomId, profileId, 0)
  }

  #tell(roomId: RoomId, profileId: ProfileId, seq: Seq): void {
    const { rooms, feed } = this.#needs
    const room = rooms.loaded(roomId)
    if (!room || !isIntimate(room)) return
    this.#telling.do(`${roomId} ${profileId}`, () => feed.toRoom(roomId, { type: 'seen', roomId, seq, profileId }))
  }
}
