import { setTimeout as sleep } from 'node:timers/promises'
import { type Message, Problem, type Reaction, type Revision } from '@snug/contracts'
import type { Db } from '../database.ts'
import type { Changed, Changes } from '../messages/changes.ts'
import { addReactionRow, firstUnnamed, type OneReaction, removeReactionRow } from './queries.ts'
import { hasPlaceFor, lacksName, withName, withoutReactor, withReactor } from './summary.ts'

/** Changes made in one transaction: the message is locked meanwhile, for milliseconds. */
const MAX_AT_ONCE = 100
/** One message is changed this often at most, in ms: all its reactions may be 40 KB, told to a whole crowd. */
const REST_MS = 250

/** All reactions to a message, and its last change. */
export interface Felt {
  reactions: Reaction[]
  revision: Revision
}

/** A reaction that comes or goes, and who waits for it. */
interface Wish {
  reaction: OneReaction
  wanted: boolean
  resolve(felt: Felt): void
  reject(error: unknown): void
}

/**
 * Changes what people feel about messages. What arrives for a message that was just changed is done in the next transaction, all
 * at once: a crowd about one message takes one connection to the database and not all of them, and is told of as one.
 */
export class Reacting {
  readonly #changes: Changes
  /** By message; there is a list while one is being changed, or rests. */
  readonly #waiting = new Map<string, Wish[]>()

  constructor(changes: Changes) {
    this.#changes = changes
  }

  /**
   * @param wanted whether the reaction is to be there, which may be so already
   * @returns all reactions to the message
   * @throws Problem `message_not_found` also when it is deleted, `emojis_full`
   */
  set(reaction: OneReaction, wanted: boolean): Promise<Felt> {
    return new Promise((resolve, reject) => {
      const wish = { reaction, wanted, resolve, reject }
      const waiting = this.#waiting.get(keyOf(reaction))
      if (waiting) waiting.push(wish)
      else void this.#work(keyOf(reaction), [wish])
    })
  }

  async #work(key: string, waiting: Wish[]): Promise<void> {
    this.#waiting.set(key, waiting)
    for (let [first] = waiting; first; [first] = waiting) {
      await this.#grant(first.reaction, waiting.splice(0, MAX_AT_ONCE))
      await sleep(REST_MS, undefined, { ref: false })
    }
    this.#waiting.delete(key)
  }

  async #grant({ roomId, seq }: OneReaction, wishes: Wish[]): Promise<void> {
    let felt: Felt = { reactions: [], revision: 0 }
    try {
      const changed = await this.#changes.change(
        { roomId, seq },
        async (message, transaction) => {
          felt = feltOf(message)
          let reactions: readonly Reaction[] = message.reactions
          for (const wish of wishes) reactions = await granted(transaction, reactions, wish)
          return reactions === message.reactions ? undefined : { ...message, reactions: [...reactions] }
        },
        tell,
      )
      if (changed) felt = feltOf(changed)
      for (const { resolve } of wishes) resolve(felt)
    } catch (error) {
      for (const { reject } of wishes) reject(error)
    }
  }
}

const feltOf = ({ reactions, revision = 0 }: Pick<Message, 'reactions' | 'revision'>): Felt => ({ reactions, revision })

const tell = (message: Changed) => ({
  type: 'reactions' as const,
  ...{ roomId: message.roomId, seq: message.seq },
  ...feltOf(message),
})

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
