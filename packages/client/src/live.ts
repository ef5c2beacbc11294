import {
  type ClientFrame,
  type ClientId,
  MAX_TEXT,
  type Photo,
  type ProblemBody,
  type ProfileId,
  type RoomId,
  type Seq,
  type ServerFrame,
} from '@snug/contracts'
import { newClientId } from './client-id.ts'
import { Connection, type ConnectionOptions, type LineState } from './connection.ts'
import type { Frame, LiveEvent } from './events.ts'
import { FollowedRooms } from './followed.ts'
import { memoryOutbox, Outbox, type OutboxStore, type Outgoing } from './outbox.ts'
import { Store } from './store.ts'
import { Unanswered } from './unanswered.ts'

export interface LiveOptions extends Pick<ConnectionOptions, 'dial' | 'random'> {
  me: ProfileId
  /** In memory when absent. */
  outbox?: OutboxStore
}

/** Something to say. `clientId` names it from before it is sent; the same one is never said twice. */
export interface Draft {
  roomId: RoomId
  clientId?: ClientId
  text?: string
  /** Uploaded already. */
  photos?: Photo[]
}

/** The others see `typing` for some seconds, so saying it more often says nothing. */
const TYPING_EVERY_MS = 3_000
/** When a refusal names no time. */
const RETRY_MS = 1_000
/**
 * What is not answered for this long is said again, and the line asked whether it lives. The house answers everything,
 * with a problem if need be, and a gateway waits 10 s for its chatroom; so this is for lines that died in silence.
 */
const ANSWER_MS = 15_000

/** The live side of the house for one signed-in person: rooms that resume by themselves, messages that get sent. */
export class Live {
  readonly line = new Store<LineState>({ kind: 'closed' })
  readonly #me: ProfileId
  readonly #connection: Connection
  readonly #outbox: Outbox
  readonly #random: () => number
  readonly #listeners = new Set<(event: LiveEvent) => void>()
  readonly #rooms = new FollowedRooms()
  /** Subscribes by their room, messages by their clientId. */
  readonly #asked = new Unanswered<RoomId | ClientId>(() => this.#askAgain())
  #typedAt = 0

  constructor({ me, outbox = memoryOutbox(), dial, random = Math.random }: LiveOptions) {
    this.#me = me
    this.#outbox = new Outbox(outbox, me)
    this.#random = random
    this.#connection = new Connection({
      dial,
      random,
      onFrame: (frame) => this.#hear(frame),
      onState: (state) => {
        if (state.kind !== 'open') this.#forgetLine()
        this.line.set(state)
      },
    })
  }

  /** Opens the line and takes up what an earlier page could not send. */
  async start(): Promise<void> {
    this.#connection.open()
    for (const message of await this.#outbox.load()) this.#tell({ type: 'queued', roomId: message.roomId, message })
    this.#speak()
  }

  close(): void {
    this.#connection.close()
  }

  wake(): void {
    this.#connection.wake()
  }

  on(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Hears a room from `afterSeq` on. A room followed already stays as it is. */
  follow(roomId: RoomId, afterSeq: Seq): void {
    if (this.#rooms.has(roomId)) return
    this.#rooms.add(roomId, afterSeq)
    this.#speak()
  }

  unfollow(roomId: RoomId): void {
    if (this.#forgetRoom(roomId)) this.#connection.send({ type: 'unsubscribe', roomId })
  }

  /** Up to which seq a followed room was heard. */
  heard(roomId: RoomId): Seq {
    return this.#rooms.heard(roomId) ?? 0
  }

  waiting(roomId: RoomId): Outgoing[] {
    return this.#outbox.inRoom(roomId)
  }

  /**
   * Keeps the message until the house has it; sends it now if the line is up and nothing written before it in this room
   * waits. @returns its clientId, which `ack`, `refused` and `discarded` name
   */
  send({ roomId, clientId = newClientId(), text = '', photos = [] }: Draft): ClientId {
    this.#queue({ clientId, roomId, authorId: this.#me, text, photos, queuedAt: new Date() })
    return clientId
  }

  retry(clientId: ClientId): void {
    const message = this.#outbox.get(clientId)
    if (!message) return
    const { refusal: _, ...again } = message
    this.#queue(again)
  }

  discard(clientId: ClientId): void {
    const message = this.#outbox.get(clientId)
    if (!message) return
    this.#tell({ type: 'discarded', roomId: message.roomId, clientId })
    this.#settle(clientId)
  }

  typing(roomId: RoomId): void {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return
    if (this.#connection.send({ type: 'typing', roomId })) this.#typedAt = Date.now()
  }

  read(roomId: RoomId, seq: Seq): void {
    this.#connection.send({ type: 'read', roomId, seq })
  }

  #queue(message: Outgoing): void {
    this.#outbox.put(message)
    this.#tell({ type: 'queued', roomId: message.roomId, message })
    // A frame too large would close the line, and so again and again.
    if ([...message.text].length > MAX_TEXT) this.#refuse(message, `A message has ${MAX_TEXT} characters at most.`)
    else this.#speak()
  }

  /**
   * Asks for what is wanted and not asked for yet. Of each room one message is under way at a time: a message that has
   * to be said again is not overtaken by one that was written later.
   */
  #speak(): void {
    for (const roomId of this.#rooms.silent())
      this.#ask(roomId, { type: 'subscribe', roomId, afterSeq: this.heard(roomId) })
    for (const { clientId, roomId, text, photos } of this.#outbox.next())
      this.#ask(clientId, { type: 'send', clientId, roomId, text, photoIds: photos.map(({ id }) => id) })
  }

  #ask(name: RoomId | ClientId, frame: ClientFrame): void {
    if (!this.#asked.has(name) && this.#connection.send(frame)) this.#asked.wait(name, ANSWER_MS)
  }

  #askAgain(): void {
    this.#connection.wake()
    this.#speak()
  }

  /** The next line knows neither what I follow nor what I sent. */
  #forgetLine(): void {
    this.#asked.clear()
    this.#rooms.loseLine()
  }

  #forgetRoom(roomId: RoomId): boolean {
    this.#asked.answered(roomId)
    return this.#rooms.delete(roomId)
  }

  #hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'ready':
        this.#speak()
        break
      case 'subscribed':
        this.#asked.answered(frame.roomId)
        this.#tell(...this.#rooms.news(frame))
        break
      case 'gap':
        this.#tell(...this.#rooms.news(frame))
        break
      case 'message':
        this.#hearMessage(frame)
        break
      case 'ack':
        this.#tell(frame)
        this.#settle(frame.clientId)
        break
      case 'room_left':
        this.#forgetRoom(frame.roomId)
        this.#tell(frame)
        for (const { clientId } of this.#outbox.inRoom(frame.roomId)) this.discard(clientId)
        break
      case 'problem':
        this.#hearProblem(frame)
        break
      case 'pong':
      case 'unsubscribed':
        break
      default:
        this.#tell(frame)
    }
  }

  #hearMessage(frame: Frame<'message'>): void {
    const news = this.#rooms.news(frame)
    this.#tell(...news)
    const { authorId, clientId } = frame.message
    if (news.length > 0 && authorId === this.#me) this.#settle(clientId) // its ack may be lost with a line
  }

  /** Too fast, or a part away for a moment: said again later. Anything else is for the person to decide. */
  #hearProblem({ roomId, clientId, problem }: Frame<'problem'>): void {
    const name = clientId ?? roomId
    // A frame that was thrown away unread names nothing; it may have been any.
    const names = name === undefined ? this.#asked.names() : [name]
    for (const asked of names.filter((one) => this.#asked.has(one))) // others were answered, or are about a read mark
      if (willPass(problem)) this.#asked.wait(asked, this.#waitFor(problem))
      else if (name) this.#giveUp(problem, roomId, clientId)
  }

  #giveUp(problem: ProblemBody, roomId?: RoomId, clientId?: ClientId): void {
    const message = clientId && this.#outbox.get(clientId)
    if (message) this.#refuse(message, problem.detail ?? problem.title)
    else if (!roomId || clientId) return
    else if (problem.status === 404)
      this.#hear({ type: 'room_left', roomId }) // while there was no line to say it
    else if (this.#forgetRoom(roomId)) this.#tell({ type: 'unfollowed', roomId, problem })
  }

  /** Spread, so that neither the rooms of one line nor the lines of a house ask again in the same moment. */
  #waitFor({ retryAfter }: ProblemBody): number {
    return (retryAfter === undefined ? RETRY_MS : retryAfter * 1000) * (1 + 2 * this.#random())
  }

  #refuse(message: Outgoing, refusal: string): void {
    const { roomId, clientId } = message
    this.#asked.answered(clientId)
    this.#outbox.put({ ...message, refusal })
    this.#tell({ type: 'refused', roomId, clientId, refusal })
    this.#speak()
  }

  /** Nothing more is to be said of this message; the next one of its room may go. */
  #settle(clientId: ClientId): void {
    this.#asked.answered(clientId)
    this.#outbox.remove(clientId)
    this.#speak()
  }

  #tell(...events: LiveEvent[]): void {
    for (const event of events) for (const listener of this.#listeners) listener(event)
  }
}

/** Whether it makes sense to ask again by itself. */
const willPass = ({ status, retryAfter }: ProblemBody) => status === 503 || (status === 429 && retryAfter !== undefined)
