import type { ClientFrame, ClientId, ProblemBody, RoomId } from '@snug/contracts'
import type { Connection } from './connection.ts'
import type { FollowedRooms } from './followed.ts'
import type { Outbox } from './outbox.ts'
import { Pace } from './pace.ts'
import { Unanswered } from './unanswered.ts'

/** What is asked is known by a name until it is answered: a subscribe by its room, a message by its clientId. */
type Name = RoomId | ClientId

/**
 * Subscribes that are under way, or wait to be said again, at most; and as many are said in a second. A house takes 60
 * frames a second of a line, 120 at once, and closes one that goes on: there are some left for talking. It may answer in
 * no time, so waiting for answers alone would be too fast; and it may be slow, and is not asked for more then.
 */
const SUBSCRIBES = 50
/** When a refusal names no time. */
const RETRY_MS = 1_000
/**
 * What is not answered for this long is said again, and the line asked whether it lives. The house answers everything,
 * with a problem if need be, and a gateway waits 10 s for its chatroom; so this is for lines that died in silence.
 */
const ANSWER_MS = 15_000

interface AskingNeeds {
  connection: Connection
  rooms: FollowedRooms
  outbox: Outbox
  random: () => number
}

/** Says to the house what is wanted of it, and says it again until it is answered. */
export class Asking {
  readonly #needs: AskingNeeds
  readonly #unanswered = new Unanswered<Name>(() => this.#askAgain())
  readonly #pace = new Pace(SUBSCRIBES, () => this.ask())

  constructor(needs: AskingNeeds) {
    this.#needs = needs
  }

  /** Whether it was asked and is not answered yet. */
  has(name: Name): boolean {
    return this.#unanswered.has(name)
  }

  /**
   * Asks for what is wanted and not asked for yet. Of each room one message is under way at a time: a message that has
   * to be said again is not overtaken by one that was written later.
   */
  ask(): void {
    const { rooms, outbox } = this.#needs
    const silent = rooms.silent()
    const next = silent.filter((roomId) => !this.has(roomId))
    const places = Math.min(this.#pace.left, SUBSCRIBES - (silent.length - next.length))
    for (const roomId of next.slice(0, places))
      if (this.#say(roomId, { type: 'subscribe', roomId, afterSeq: rooms.heard(roomId) })) this.#pace.use()
    for (const { clientId, roomId, text, photos, replyTo } of outbox.next())
      if (!this.has(clientId))
        this.#say(clientId, { type: 'send', clientId, roomId, text, photoIds: photos.map(({ id }) => id), replyTo })
  }

  /** It is wanted no longer, because it is there or for another reason: the next may be asked for. */
  settle(name: Name): void {
    this.#unanswered.answered(name)
    this.ask()
  }

  /** Asks later for what met a problem that will pass. A frame thrown away unread has no name; it may have been any. */
  postpone(problem: ProblemBody, name?: Name): void {
    for (const asked of name ? [name] : this.#unanswered.names())
      if (this.has(asked)) this.#unanswered.wait(asked, this.#waitFor(problem)) // else it is about a read mark
  }

  /** The next line knows nothing of what was asked on this one. */
  loseLine(): void {
    this.#unanswered.clear()
    this.#pace.renew()
  }

  #say(name: Name, frame: ClientFrame): boolean {
    const left = this.#needs.connection.send(frame)
    if (left) this.#unanswered.wait(name, ANSWER_MS)
    return left
  }

  #askAgain(): void {
    this.#needs.connection.wake()
    this.ask()
  }

  /** Spread, so that neither the rooms of one line nor the lines of a house ask again in the same moment. */
  #waitFor({ retryAfter }: ProblemBody): number {
    return (retryAfter === undefined ? RETRY_MS : retryAfter * 1000) * (1 + 2 * this.#needs.random())
  }
}
