import { setTimeout as sleep } from 'node:timers/promises'
import { MAX_REPLAY, Problem, type ProblemBody, type RoomId, type Seq } from '@snug/contracts'
import type { FeedRequest } from '@snug/service-kit'
import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../database.ts'
import type { Reading } from '../members/reading.ts'
import type { Newest } from '../messages/newest.ts'
import { messagesAfter } from '../messages/queries.ts'
import type { Speaking } from '../messages/speaking.ts'
import { messageFrame, type Written, written } from '../messages/wire.ts'
import type { Presence } from '../presence/presence.ts'
import { type LiveRoom, type LiveRooms, requireMember } from '../rooms/live-rooms.ts'
import { encode, type Feed, type Gateway } from './feed.ts'

type Of<T extends FeedRequest['type']> = Extract<FeedRequest, { type: T }>

/** Messages told at a time while a listener catches up. */
const REPLAY_PAGE = 100
/** A gateway's listeners are silent until they are resumed, so that is tried again this often, in ms. */
const RESUME_MS = 500

interface Needs {
  db: Db
  rooms: LiveRooms
  newest: Newest
  speaking: Speaking
  presence: Presence
  reading: Reading
  feed: Feed
  log: FastifyBaseLogger
}

/** Does what the people at a gateway ask for. */
export class Requests {
  readonly #db: Db
  readonly #rooms: LiveRooms
  readonly #newest: Newest
  readonly #speaking: Speaking
  readonly #presence: Presence
  readonly #reading: Reading
  readonly #feed: Feed
  readonly #log: FastifyBaseLogger

  constructor({ db, rooms, newest, speaking, presence, reading, feed, log }: Needs) {
    this.#db = db
    this.#rooms = rooms
    this.#newest = newest
    this.#speaking = speaking
    this.#presence = presence
    this.#reading = reading
    this.#feed = feed
    this.#log = log
  }

  /** @throws Problem, for a request without a line to tell it to */
  async take(gateway: Gateway, request: FeedRequest): Promise<void> {
    switch (request.type) {
      case 'send':
        return this.#send(gateway, request)
      case 'subscribe':
        return this.#subscribe(gateway, request)
      case 'resume':
        return this.#inTurn(gateway, request.roomId, () => this.#resume(gateway, request))
      case 'typing':
        return this.#typing(request)
      case 'read':
        return this.#reading.read(request)
      case 'appear':
        return this.#presence.appear(gateway, request)
      case 'vanish':
        return this.#presence.vanish(gateway, request.line)
      case 'told':
        return gateway.told()
      case 'drop':
        gateway.rooms.delete(request.roomId)
    }
  }

  #send(gateway: Gateway, { line, roomId, profileId, clientId, text, photoIds, replyTo }: Of<'send'>): Promise<void> {
    return this.#speaking.say({ roomId, authorId: profileId, clientId, text, photoIds, replyTo }).then(
      ({ seq, sentAt }) => {
        const ack = encode({ type: 'ack', clientId, roomId, seq, sentAt: sentAt.toISOString() })
        this.#feed.answer(gateway, line, clientId, ack)
      },
      (error) => {
        const problem = this.#problemOf(error)
        this.#feed.answer(gateway, line, clientId, encode({ type: 'problem', roomId, clientId, problem }))
      },
    )
  }

  async #subscribe(gateway: Gateway, { line, roomId, profileId, afterSeq }: Of<'subscribe'>): Promise<void> {
    try {
      await gateway.resuming.get(roomId)
      const room = await this.#rooms.openFor(profileId, roomId)
      const { revision } = room // what is told of it now is no older
      const heard = await this.#catchUp(gateway, room, afterSeq ?? room.lastSeq, (frames) => {
        requireMember(room, profileId) // they may have been evicted since
        this.#feed.toLine(gateway, line, frames)
      })
      requireMember(room, profileId)
      this.#feed.join(gateway, line, { roomId, seq: heard, revision })
      if (room.revision > revision) this.#feed.toLine(gateway, line, [revisionFrame(room)])
      const here = this.#presence.hereIn(room)
      if (here.length > 0) this.#feed.toLine(gateway, line, [encode({ type: 'presence', roomId, here })])
    } catch (error) {
      this.#feed.refuse(gateway, line, roomId, encode({ type: 'problem', roomId, problem: this.#problemOf(error) }))
    }
  }

  /** What to tell the line whose request went wrong. */
  #problemOf(error: unknown): ProblemBody {
    if (error instanceof Problem) return error.toJSON()
    this.#log.warn({ err: error }, 'broke')
    return new Problem('unavailable', { retryAfter: 1 }).toJSON()
  }

  async #inTurn(gateway: Gateway, roomId: RoomId, resume: () => Promise<void>): Promise<void> {
    const resuming = resume()
    const done = resuming.catch(() => {})
    gateway.resuming.set(roomId, done)
    await done
    gateway.resuming.delete(roomId)
    await resuming
  }

  /** A gateway is back after the feed broke: its listeners hear what they missed, if the room is still theirs. */
  async #resume(gateway: Gateway, { roomId, afterSeq, profileIds }: Of<'resume'>): Promise<void> {
    const listeners = new Set(profileIds)
    let heard = afterSeq
    let before: Buffer | undefined
    while (this.#feed.has(gateway)) {
      try {
        const room = await this.#rooms.open(roomId)
        if (!room || room.closed) return this.#feed.end(roomId, [gateway])
        before ??= revisionFrame(room) // what is told of it from here on is no older
        for (const profileId of listeners)
          if (!room.members.has(profileId) && listeners.delete(profileId)) this.#feed.evict(roomId, profileId)
        await this.#catchUp(gateway, room, heard, (frames, seq) => {
          heard = seq
          this.#feed.replay(gateway, roomId, frames, seq)
        })
        this.#feed.replay(gateway, roomId, [before, revisionFrame(room)], heard)
        this.#feed.listen(gateway, roomId)
        return this.#presence.tell(roomId)
      } catch (err) {
        this.#log.warn({ err, roomId }, 'not resumed yet')
        await sleep(RESUME_MS)
      }
    }
  }

  /**
   * Replays what was said after `afterSeq` until nothing is missing. When it resolves, and until the next await,
   * what was heard is all there is: who starts to listen then misses nothing and hears nothing twice.
   */
  async #catchUp(
    gateway: Gateway,
    room: LiveRoom,
    afterSeq: Seq,
    tell: (frames: Buffer[], seq: Seq) => void,
  ): Promise<Seq> {
    let heard = Math.min(afterSeq, room.lastSeq)
    if (room.lastSeq - heard > MAX_REPLAY) {
      const gap = encode({ type: 'gap', roomId: room.id, fromSeq: heard + 1 })
      heard = room.lastSeq
      tell([gap], heard)
    }
    while (heard < room.lastSeq) {
      await gateway.turn()
      const missed = await this.#missed(room, heard)
      heard = missed.at(-1)?.seq ?? room.lastSeq
      if (missed.length > 0) tell(missed.map(messageFrame), heard)
    }
    return heard
  }

  /** The next page after `seq`, and nothing past what is published: the rest comes by itself. */
  async #missed(room: LiveRoom, seq: Seq): Promise<Written[]> {
    const kept = this.#newest.after(room, seq)
    if (kept) return kept.slice(0, REPLAY_PAGE)
    return (await messagesAfter(this.#db, room.id, seq, room.lastSeq, REPLAY_PAGE)).map(written)
  }

  async #typing({ roomId, profileId }: Of<'typing'>): Promise<void> {
    await this.#rooms.openFor(profileId, roomId)
    this.#feed.toRoom(roomId, { type: 'typing', roomId, profileId })
  }
}

/** Which change of the room is the newest. */
const revisionFrame = ({ id: roomId, revision }: LiveRoom) => encode({ type: 'revision', roomId, revision })
