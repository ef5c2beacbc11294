import { type Message, Problem, type Revision, type RoomId, type ServerFrame } from '@snug/contracts'
import type { z } from 'zod'
import type { Db } from '../database.ts'
import type { Feed } from '../feed/feed.ts'
import { inTime, TooLate } from '../in-time.ts'
import { release } from '../places/queries.ts'
import { removeReactions } from '../reactions/queries.ts'
import type { LiveRoom, LiveRooms } from '../rooms/live-rooms.ts'
import type { Newest } from './newest.ts'
import { recountPhotos } from './photo-messages.ts'
import { requireMessage, rewriteMessage } from './queries.ts'
import { lockRevision, revisionOf, setRevision } from './revisions.ts'

/** After a commit without an answer the database is asked again this often, in ms. */
const SETTLE_MS = 1_000

type Frame = z.input<typeof ServerFrame>

interface Needs {
  db: Db
  rooms: LiveRooms
  newest: Newest
  feed: Feed
  timeoutMs: number
}

/**
 * The one place where messages are changed after they were said. Changes of a room are made one after the other, each with the
 * next number of the room, and told in that order: who listens sees by the number whether one is missing.
 */
export class Changes {
  readonly #needs: Needs
  /** The last one in line of each room. */
  readonly #last = new Map<LiveRoom, Promise<unknown>>()
  /** A change there ended without an answer: what the database holds is looked up soon. */
  readonly #uncertain = new Set<LiveRoom>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /**
   * Changes a message, and tells the room. Pictures that it has no more are given up in the same transaction, and what people felt
   * about one that is deleted goes with it.
   * @param change what it becomes, which may ask and write in that transaction; undefined leaves it as it is
   * @param tell how the room hears what it is then
   * @returns the message as it is then, or undefined when it was left
   * @throws Problem `message_not_found` also when it was deleted meanwhile, and whatever `change` throws
   */
  async change(
    { roomId, seq }: Pick<Message, 'roomId' | 'seq'>,
    change: (message: Message, transaction: Db) => Message | undefined | Promise<Message | undefined>,
    tell: (message: Changed) => Frame,
  ): Promise<Changed | undefined> {
    let after: Changed | undefined
    await this.inTurn(roomId, async (transaction, revision) => {
      const before = await requireMessage(transaction, roomId, seq, { locks: true })
      const changed = await change(before, transaction)
      if (!changed) return []
      after = { ...changed, reactions: changed.deletedAt ? [] : changed.reactions, revision: revision + 1 }
      await replace(transaction, before, after)
      return [tell(after)]
    })
    return after
  }

  /**
   * Makes changes in one transaction when the room's turn comes.
   * @param make given the room's number before; returns what tells of each change, in the order of the next numbers
   */
  async inTurn(roomId: RoomId, make: (transaction: Db, revision: Revision) => Promise<Frame[]>): Promise<void> {
    const room = await this.#needs.rooms.open(roomId)
    if (!room) throw new Problem('message_not_found')
    const turn = (this.#last.get(room) ?? Promise.resolve()).then(() => this.#commit(room, make))
    const over = turn.catch(() => {})
    this.#last.set(room, over)
    await turn.finally(() => this.#last.get(room) === over && this.#last.delete(room))
  }

  async #commit(room: LiveRoom, make: (transaction: Db, revision: Revision) => Promise<Frame[]>): Promise<void> {
    const { db, timeoutMs } = this.#needs
    const change = db.transaction().execute(async (transaction) => {
      const before = await lockRevision(transaction, room.id)
      const frames = await make(transaction, before)
      const revision = before + frames.length
      if (frames.length > 0) await setRevision(transaction, room.id, revision)
      return { frames, revision }
    })
    try {
      const { frames, revision } = await inTime(change, timeoutMs)
      if (frames.length > 0 || revision > room.revision) this.#tell(room, revision, frames)
    } catch (error) {
      if (!(error instanceof Problem) || error instanceof TooLate) this.#doubt(room, change)
      throw error
    }
  }

  /** The room hears of each change; of what was changed before and not told, by the newest number. */
  #tell(room: LiveRoom, revision: Revision, frames: Frame[] = []): void {
    const { newest, feed } = this.#needs
    room.revision = revision
    newest.forget(room)
    if (frames.length === 0) feed.toRoom(room.id, { type: 'revision', roomId: room.id, revision })
    for (const frame of frames) feed.toRoom(room.id, frame)
  }

  /** Whatever became of the change, what was there before it is shown to nobody, and the room hears if it happened after all. */
  #doubt(room: LiveRoom, change: Promise<unknown>): void {
    this.#needs.newest.forget(room)
    const settle = () => this.#settleSoon(room)
    change.then(settle, settle)
  }

  /** One question for all changes that are over by then: a database that is away is not asked for each of them. */
  #settleSoon(room: LiveRoom): void {
    if (this.#uncertain.has(room)) return
    this.#uncertain.add(room)
    setTimeout(() => {
      this.#uncertain.delete(room)
      this.#settle(room).catch(() => this.#settleSoon(room))
    }, SETTLE_MS).unref()
  }

  async #settle(room: LiveRoom): Promise<void> {
    const revision = await revisionOf(this.#needs.db, room.id)
    if (revision > room.revision) this.#tell(room, revision)
  }
}

/** A message that is not any more what was said. */
export type Changed = Message & { revision: Revision }

async function replace(transaction: Db, before: Message, after: Changed): Promise<void> {
  const { roomId, seq } = after
  await rewriteMessage(transaction, after)
  if (after.photos.length !== before.photos.length) await recountPhotos(transaction, after)
  if (after.deletedAt) await removeReactions(transaction, roomId, [seq])
  const kept = new Set(after.photos.map(({ id }) => id))
  const photoIds = before.photos.map(({ id }) => id).filter((id) => !kept.has(id))
  await release(transaction, after, photoIds)
}
