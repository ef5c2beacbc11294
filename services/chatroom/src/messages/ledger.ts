import { type Message, Problem } from '@snug/contracts'
import { isDuplicate } from '@snug/service-kit'
import type { Config } from '../config.ts'
import type { Db } from '../database.ts'
import { inTime, TooLate } from '../in-time.ts'
import type { LiveRoom, LiveRooms } from '../rooms/live-rooms.ts'
import {
  type Draft,
  type Entry,
  keyOf,
  maySpeak,
  numbered,
  requireAnswerable,
  sizeOf,
  splitRepeated,
} from './drafts.ts'
import { addMessages, messagesAfter, messagesOnce } from './queries.ts'

/** Where the ledger tells what it wrote. */
export interface Listeners {
  /** Of each message once, in order, right after its commit and before its author hears of it. */
  said(room: LiveRoom, messages: readonly Message[]): void
  /** Resolves when the listeners have heard; the next group, if there is one already, waits for that and grows. */
  told(): Promise<void>
}

/** Rows of one insert: past a thousand, larger statements gain nothing. */
const MAX_GROUP = 1_000
/** UTF-16 units of one insert. Three bytes each at most, or two when quoted, they fit into the 16 MiB that MariaDB takes at once. */
const MAX_GROUP_SIZE = 4 * 1024 * 1024
/** UTF-16 units that may wait for a commit, whatever LEDGER_QUEUE allows: with all that belongs to them some 200 MB. */
const MAX_QUEUE_SIZE = 16 * MAX_GROUP_SIZE
/** A group that meets a duplicate is sorted out and tried again; more often than this means something else is wrong. */
const MAX_TRIES = 3
/** After a commit without an answer the database is asked again this often, in ms. */
const SETTLE_MS = 1_000

/**
 * The one place where messages are written. What arrives while a commit is under way joins the next one, as one
 * insert; a message alone waits for nothing. Numbers are given here, in memory, and guarded by the primary key, so a
 * failed commit leaves no hole; the unique key on clientId makes a retry find its first answer.
 */
export class Ledger {
  readonly #db: Db
  readonly #rooms: LiveRooms
  readonly #config: Pick<Config, 'LEDGER_QUEUE' | 'LEDGER_TIMEOUT_MS'>
  readonly #listeners: Listeners
  #queue: Entry[] = []
  #queueSize = 0
  #writing: Promise<void> | undefined
  /** The group that is being committed now. */
  #committing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  /** A commit there ended without an answer: what the database holds is looked up before the next one. */
  readonly #uncertain = new Set<LiveRoom>()

  constructor(
    db: Db,
    rooms: LiveRooms,
    config: Pick<Config, 'LEDGER_QUEUE' | 'LEDGER_TIMEOUT_MS'>,
    listeners: Listeners,
  ) {
    this.#db = db
    this.#rooms = rooms
    this.#config = config
    this.#listeners = listeners
  }

  /**
   * Resolves with the message once it is on disk: a new one, or the first one said under this clientId.
   * @throws Problem `room_not_found` when the author is not in the room, `invalid_body` when it answers nothing of that room,
   * `unavailable` when it was not, or perhaps not, stored
   */
  post(draft: Draft): Promise<Message> {
    const room = this.#rooms.loaded(draft.roomId)
    return room ? this.#enter(room, draft) : this.#find(draft)
  }

  async #find(draft: Draft): Promise<Message> {
    const room = await this.#rooms.open(draft.roomId)
    if (!room) throw new Problem('room_not_found')
    return this.#enter(room, draft)
  }

  #enter(room: LiveRoom, draft: Draft): Promise<Message> {
    return new Promise((resolve, reject) => {
      if (!maySpeak(room, draft)) return reject(new Problem('room_not_found'))
      requireAnswerable(room, draft)
      const full = this.#queue.length >= this.#config.LEDGER_QUEUE || this.#queueSize > MAX_QUEUE_SIZE
      if (full) return reject(new Problem('unavailable', { retryAfter: 1 }))
      const entry = { room, draft, size: sizeOf(draft), resolve, reject }
      this.#queue.push(entry)
      this.#queueSize += entry.size
      this.#writing ??= this.#write()
    })
  }

  /** Lets nothing more into the room, not even what waits, and resolves when what is being written is. */
  async close(room: LiveRoom): Promise<void> {
    room.closed = true
    await this.#committing
  }

  async #write(): Promise<void> {
    await null // the rest of this turn's messages come along
    if (this.#queue.length === 0) await this.#settle(this.#uncertain).catch((error) => this.#refuse([], error))
    while (this.#queue.length > 0) {
      this.#committing = this.#commit(this.#nextGroup())
      await this.#committing
      if (this.#queue.length > 0) await this.#listeners.told()
    }
    this.#committing = undefined
    this.#writing = undefined
  }

  #nextGroup(): Entry[] {
    let [count, size] = [0, 0]
    for (const entry of this.#queue) {
      if (count === MAX_GROUP || (count > 0 && size + entry.size > MAX_GROUP_SIZE)) break
      size += entry.size
      count++
    }
    this.#queueSize -= size
    return this.#queue.splice(0, count)
  }

  /** All that waits, when nothing was written for so long that they were to be answered by now. */
  #takeAll(): Entry[] {
    this.#queueSize = 0
    return this.#queue.splice(0)
  }

  async #commit(group: Entry[], tries = 0): Promise<void> {
    const open = group.filter(
      ({ room, draft, reject }) => maySpeak(room, draft) || void reject(new Problem('room_not_found')),
    )
    const doubt = () => {
      for (const { room } of open) this.#uncertain.add(room)
    }
    let insert: Promise<void> | undefined
    try {
      await this.#settle(open.map(({ room }) => room))
      const { fresh, repeated } = splitRepeated(open)
      const messages = numbered(fresh)
      if (messages.length > 0) {
        insert = addMessages(this.#db, messages)
        await this.#inTime(insert)
      }
      this.#publish(fresh, messages)
      for (const { entry, first } of repeated) entry.resolve(messages[fresh.indexOf(first)] as Message)
    } catch (error) {
      doubt()
      // One that is only late may still happen, after we have looked whether it did.
      insert?.then(doubt).then(
        () => this.#settleSoon(),
        () => {},
      )
      if (isDuplicate(error) && tries < MAX_TRIES) return this.#sortOut(open, tries)
      this.#refuse(open, error)
    }
  }

  /** Finds who was answered already, and commits the others behind whatever else the database holds. */
  async #sortOut(group: Entry[], tries: number): Promise<void> {
    const rest: Entry[] = []
    try {
      await this.#settle(group.map(({ room }) => room))
      const drafts = group.map(({ draft }) => draft)
      const said = await this.#inTime(messagesOnce(this.#db, drafts))
      const firsts = new Map(said.map((message) => [keyOf(message), message]))
      for (const entry of group) {
        const first = firsts.get(keyOf(entry.draft))
        if (first) entry.resolve(first)
        else rest.push(entry)
      }
    } catch (error) {
      return this.#refuse(group, error)
    }
    if (rest.length > 0) await this.#commit(rest, tries + 1)
  }

  #refuse(group: Entry[], cause: unknown): void {
    const waiting = cause instanceof TooLate ? this.#takeAll() : []
    const problem = new Problem('unavailable', { retryAfter: 1, cause })
    for (const { reject } of [...group, ...waiting]) reject(problem)
    this.#settleSoon()
  }

  /** Publishes what an uncertain commit did store after all, so that listeners have no hole. */
  async #settle(rooms: Iterable<LiveRoom>): Promise<void> {
    for (const room of new Set(rooms)) {
      while (this.#uncertain.has(room)) {
        const missed = await this.#inTime(messagesAfter(this.#db, room.id, room.lastSeq))
        if (missed.length === 0) this.#uncertain.delete(room)
        else this.#announce(room, missed)
      }
    }
  }

  /** Listeners learn what was stored even if nobody speaks again. */
  #settleSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#writing ??= this.#write()
    }, SETTLE_MS).unref()
  }

  #publish(entries: Entry[], messages: Message[]): void {
    for (const [room, said] of Map.groupBy(messages, (_, i) => (entries[i] as Entry).room)) this.#announce(room, said)
    entries.forEach((entry, i) => {
      entry.resolve(messages[i] as Message)
    })
  }

  #announce(room: LiveRoom, messages: Message[]): void {
    room.lastSeq = (messages.at(-1) as Message).seq
    this.#listeners.said(room, messages)
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    return inTime(work, this.#config.LEDGER_TIMEOUT_MS)
  }
}
