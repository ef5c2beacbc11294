import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientId, Problem, type ProfileId, type RoomId } from '@snug/contracts'
import type { FastifyBaseLogger } from 'fastify'
import type { Db, DeparturesTable } from '../database.ts'
import type { Feed } from '../feed/feed.ts'
import type { Changes } from '../messages/changes.ts'
import type { Ledger } from '../messages/ledger.ts'
import type { Newest } from '../messages/newest.ts'
import { deletionOf } from '../messages/wire.ts'
import { reactionsBy, removeReactions } from '../reactions/queries.ts'
import type { Reacting } from '../reactions/reacting.ts'
import type { LiveRooms } from '../rooms/live-rooms.ts'
import {
  addDeparture,
  allDepartures,
  departFrom,
  emptyMessages,
  messagesStillBy,
  removeDeparture,
  roomsJoinedBy,
  roomsSpokenInBy,
} from './queries.ts'

/** Messages emptied by one statement. Each is news of some 120 bytes to all who listen to the room, so a lot is some 30 KB. */
const LOT = 250
/** Between two lots, in ms: a phone on a slow line reads on, and 100,000 messages are gone within a minute. */
const PAUSE_MS = 50
/** What a crash or a lost database broke off is taken up again within this time, in ms. */
const ROUND_MS = 10_000
/**
 * A last look this long, in ms, after the account was closed: what a request or a commit under way at that time wrote, an
 * invitation say, is there by then.
 */
const LAST_LOOK_MS = 10_000

interface Needs {
  db: Db
  rooms: LiveRooms
  newest: Newest
  ledger: Ledger
  changes: Changes
  reacting: Reacting
  feed: Feed
  log: FastifyBaseLogger
}

/**
 * Takes away what is left of people whose account is gone: their places in rooms, what they said and felt. It is done in lots, each
 * of them whole, and begun again until nothing is left. Pictures are all their authors', and file sees to them by itself.
 */
export class Departures {
  readonly #needs: Needs
  readonly #timer: NodeJS.Timeout
  /** One at a time for each person, so that one who said much keeps nobody else here. */
  readonly #underWay = new Map<ProfileId, Promise<void>>()
  #isClosed = false

  constructor(needs: Needs) {
    this.#needs = needs
    this.#timer = setInterval(() => void this.#resume(), ROUND_MS).unref()
  }

  /** Writes down who is gone, and begins. */
  async begin(profileId: ProfileId): Promise<void> {
    const departure = { profileId, since: new Date() }
    await addDeparture(this.#needs.db, departure)
    this.#seeOff(departure)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#timer)
    await Promise.all(this.#underWay.values())
  }

  async #resume(): Promise<void> {
    try {
      for (const departure of await allDepartures(this.#needs.db)) this.#seeOff(departure)
    } catch (err) {
      this.#needs.log.warn({ err }, 'departures have to wait')
    }
  }

  #seeOff(departure: DeparturesTable): void {
    const { profileId } = departure
    if (this.#isClosed || this.#underWay.has(profileId)) return
    const work = this.#takeAway(departure)
      .catch((err) => this.#needs.log.warn({ err, profileId }, 'a departure has to wait'))
      .finally(() => this.#underWay.delete(profileId))
    this.#underWay.set(profileId, work)
  }

  async #takeAway({ profileId, since }: DeparturesTable): Promise<void> {
    const { db } = this.#needs
    const isLastLook = since.getTime() < Date.now() - LAST_LOOK_MS
    for (const roomId of await roomsJoinedBy(db, profileId)) {
      if (this.#isClosed) return
      await this.#leave(roomId, profileId)
    }
    for (const roomId of await roomsSpokenInBy(db, profileId)) await this.#unsay(roomId, profileId)
    await this.#unfeel(profileId)
    if (isLastLook && !this.#isClosed) await removeDeparture(db, profileId)
  }

  /** Out of mind first: from then on nothing is said in their name, and nothing at all in a room that nobody else is in. */
  async #leave(roomId: RoomId, profileId: ProfileId): Promise<void> {
    const { db, rooms, newest, ledger, feed } = this.#needs
    const room = await rooms.open(roomId)
    room?.members.delete(profileId)
    if (room?.members.size === 0) await ledger.close(room)
    try {
      const isGone = await departFrom(db, roomId, profileId)
      feed.evict(roomId, profileId)
      if (isGone) feed.end(roomId)
      else feed.toRoom(roomId, { type: 'room_changed', roomId })
    } finally {
      if (room?.closed) {
        newest.forget(room)
        rooms.forget(roomId) // the next one to ask learns from the database whether it is still there
      }
    }
  }

  /** Everybody who listens is told of each message, as if its author had deleted it. */
  async #unsay(roomId: RoomId, profileId: ProfileId): Promise<void> {
    const { db, changes } = this.#needs
    let after: ClientId | '' = ''
    while (!this.#isClosed) {
      const messages = await messagesStillBy(db, roomId, profileId, after, LOT)
      const last = messages.at(-1)
      if (!last) return
      const seqs = messages.map(({ seq }) => seq)
      const deletedAt = new Date()
      await changes.inTurn(roomId, async (transaction, revision) => {
        await emptyMessages(transaction, roomId, seqs, { deletedAt, revision })
        return seqs.map((seq, at) => deletionOf({ roomId, seq, deletedAt, revision: revision + at + 1 }))
      })
      if (messages.length < LOT) return
      after = last.clientId
      await sleep(PAUSE_MS)
    }
  }

  /** Takes their reactions back, one message after the other. */
  async #unfeel(profileId: ProfileId): Promise<void> {
    const { db, reacting } = this.#needs
    for (let left = LOT; left === LOT && !this.#isClosed; await sleep(PAUSE_MS)) {
      const reactions = await reactionsBy(db, profileId, LOT)
      left = reactions.length
      const ofMessages = Map.groupBy(reactions, ({ roomId, seq }) => `${roomId} ${seq}`)
      for (const ofOne of ofMessages.values())
        await Promise.all(ofOne.map((reaction) => reacting.set(reaction, false))).catch((error) => {
          if (!(error instanceof Problem && error.code === 'message_not_found')) throw error
          return Promise.all(ofOne.map(({ roomId, seq }) => removeReactions(db, roomId, [seq])))
        })
    }
  }
}
