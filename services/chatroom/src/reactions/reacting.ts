import { type Message, Problem, type Reaction, type RoomId } from '@snug/contracts'
import type { Db } from '../database.ts'
import type { Feed } from '../feed/feed.ts'
import { Paced } from '../feed/paced.ts'
import { changeMessage } from '../messages/change.ts'
import type { Newest } from '../messages/newest.ts'
import type { LiveRooms } from '../rooms/live-rooms.ts'
import { addReactionRow, firstUnnamed, type OneReaction, removeReactionRow } from './queries.ts'
import { hasPlaceFor, lacksName, withName, withoutReactor, withReactor } from './summary.ts'

/** Changes made in one transaction: the message is locked meanwhile, for milliseconds. */
const MAX_AT_ONCE = 100
/** A room hears of the reactions to one message this often at most, in ms: all of them may be 40 KB, told to a whole crowd. */
const TELL_MS = 250

interface Needs {
  db: Db
  rooms: LiveRooms
  newest: Newest
  feed: Feed
}

/** A reaction that comes or goes, and who waits for it. */
interface Wish {
  reaction: OneReaction
  wanted: boolean
  resolve(reactions: readonly Reaction[]): void
  reject(error: unknown): void
}

/**
 * Changes what people feel about messages. What arrives for a message that is being changed is done in the next transaction,
 * all at once, so that a crowd about one message takes one connection to the database and not all of them.
 */
export class Reacting {
  readonly #needs: Needs
  /** By message; there is a list while one is being changed. */
  readonly #waiting = new Map<string, Wish[]>()
  readonly #telling = new Paced<string>(TELL_MS)

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /**
   * @param wanted whether the reaction is to be there, which may be so already
   * @returns all reactions to the message
   * @throws Problem `message_not_found` also when it is deleted, `emojis_full`
   */
  set(reaction: OneReaction, wanted: boolean): Promise<readonly Reaction[]> {
    return new Promise((resolve, reject) => {
      const wish = { reaction, wanted, resolve, reject }
      const waiting = this.#waiting.get(keyOf(reaction))
      if (waiting) waiting.push(wish)
      else void this.#work(keyOf(reaction), [wish])
    })
  }

  async #work(key: string, waiting: Wish[]): Promise<void> {
    this.#waiting.set(key, waiting)
    for (let [first] = waiting; first; [first] = waiting)
      await this.#grant(first.reaction, waiting.splice(0, MAX_AT_ONCE))
    this.#waiting.delete(key)
  }

  async #grant({ roomId, seq }: OneReaction, wishes: Wish[]): Promise<void> {
    const { db, feed } = this.#needs
    let reactions: readonly Reaction[] = []
    try {
      await changeMessage(db, { roomId, seq }, async (message, transaction) => {
        reactions = message.reactions
        for (const wish of wishes) reactions = await granted(transaction, reactions, wish)
        return reactions === message.reactions ? undefined : { ...message, reactions: [...reactions] }
      }).finally(() => this.#forgetNewest(roomId))
      // Told also when it was so already: who changed it may have died before that.
      const news = { type: 'reactions' as const, roomId, seq, reactions: [...reactions] }
      this.#telling.do(keyOf({ roomId, seq }), () => feed.toRoom(roomId, news))
      for (const { resolve } of wishes) resolve(reactions)
    } catch (error) {
      for (const { reject } of wishes) reject(error)
    }
  }

  /** Whatever became of the change, also if nobody knows, what was there before it is shown to nobody. */
  #forgetNewest(roomId: RoomId): void {
    const room = this.#needs.rooms.loaded(roomId)
    if (room) this.#needs.newest.forget(room)
  }
}

const keyOf = ({ roomId, seq }: Pick<Message, 'roomId' | 'seq'>) => `${roomId} ${seq}`

/** The reactions after one wish. One that has no place is refused by itself. */
async function granted(db: Db, reactions: readonly Reaction[], { reaction, wanted, reject }: Wish) {
  const { emoji, profileId } = reaction
  if (!wanted) {
    if (!(await removeReactionRow(db, reaction))) return reactions
    const fewer = withoutReactor(reactions, emoji, profileId)
    const lacking = lacksName(fewer, emoji)
    const next = lacking && (await firstUnnamed(db, reaction, emoji, lacking.by))
    return next ? withName(fewer, emoji, next) : fewer
  }
  if (!hasPlaceFor(reactions, emoji)) {
    reject(new Problem('emojis_full'))
    return reactions
  }
  return (await addReactionRow(db, reaction)) ? withReactor(reactions, emoji, profileId) : reactions
}
