import type { ClientId, ProblemBody, ProfileId, RoomId, Seq, ServerFrame } from '@snug/contracts'
import { Asking } from './asking.ts'
import { Connection, type ConnectionOptions, type LineState } from './connection.ts'
import type { Frame, LiveEvent } from './events.ts'
import { FollowedRooms } from './followed.ts'
import { memoryOutbox, Outbox, type OutboxStore, type Outgoing } from './outbox.ts'
import { type Draft, Sending } from './sending.ts'
import { Store } from './store.ts'

export interface LiveOptions extends Pick<ConnectionOptions, 'dial' | 'random'> {
  me: ProfileId
  /** In memory when absent. */
  outbox?: OutboxStore
}

/** The others see `typing` for some seconds, so saying it more often says nothing. */
const TYPING_EVERY_MS = 3_000

/** The live side of the house for one signed-in person: rooms that resume by themselves, messages that get sent. */
export class Live {
  readonly line = new Store<LineState>({ kind: 'closed' })
  readonly #me: ProfileId
  readonly #connection: Connection
  readonly #outbox: Outbox
  readonly #listeners = new Set<(event: LiveEvent) => void>()
  readonly #rooms = new FollowedRooms()
  readonly #asking: Asking
  readonly #sending: Sending
  #here = false
  /** On the clock of `performance`. */
  #typedAt = Number.NEGATIVE_INFINITY

  constructor({ me, outbox = memoryOutbox(), dial, random = Math.random }: LiveOptions) {
    this.#me = me
    this.#outbox = new Outbox(outbox, me, () => this.#asking.ask())
    this.#connection = new Connection({
      me,
      dial,
      random,
      onFrame: (frame) => this.#hear(frame),
      onState: (state) => {
        if (state.kind !== 'open') this.#forgetLine()
        this.line.set(state)
      },
    })
    this.#asking = new Asking({ connection: this.#connection, rooms: this.#rooms, outbox: this.#outbox, random })
    const tell = (event: LiveEvent) => this.#tell(event)
    this.#sending = new Sending({ me, outbox: this.#outbox, asking: this.#asking, tell })
  }

  /** Opens the line, also after its session ended and there is a new one, and takes up what waits. */
  async start(): Promise<void> {
    this.#connection.open()
    await this.takeUp()
  }

  /** Takes up what an earlier page could not send, or another one of this person left behind meanwhile. */
  takeUp(): Promise<void> {
    return this.#sending.takeUp()
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
    this.#asking.ask()
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
  send(draft: Draft): ClientId {
    return this.#sending.send(draft)
  }

  retry(clientId: ClientId): void {
    this.#sending.retry(clientId)
  }

  discard(clientId: ClientId): void {
    this.#sending.discard(clientId)
  }

  typing(roomId: RoomId): void {
    const now = performance.now()
    if (now - this.#typedAt < TYPING_EVERY_MS) return
    if (this.#connection.send({ type: 'typing', roomId })) this.#typedAt = now
  }

  /** @param quiet the others are not told */
  read(roomId: RoomId, seq: Seq, quiet = false): void {
    this.#connection.send({ type: 'read', roomId, seq, quiet })
  }

  /** Whether I let myself be seen in my rooms, on this line and those that come after it. */
  appear(here: boolean): void {
    this.#here = here
    this.#connection.send({ type: 'appear', here })
  }

  /** The next line knows neither what I follow nor what I sent. */
  #forgetLine(): void {
    this.#asking.loseLine()
    this.#rooms.loseLine()
  }

  #forgetRoom(roomId: RoomId): boolean {
    const followed = this.#rooms.delete(roomId)
    this.#asking.settle(roomId)
    return followed
  }

  #hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'ready':
        if (this.#here) this.#connection.send({ type: 'appear', here: true })
        this.#asking.ask()
        break
      case 'subscribed':
        this.#hearSubscribed(frame)
        break
      case 'gap':
        this.#tell(...this.#rooms.news(frame))
        break
      case 'message':
        this.#hearMessage(frame)
        break
      case 'ack':
        this.#tell(frame)
        this.#sending.settle(frame.clientId)
        break
      case 'room_left':
        this.#forgetRoom(frame.roomId)
        this.#tell(frame)
        this.#sending.discardIn(frame.roomId)
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

  #hearSubscribed(frame: Frame<'subscribed'>): void {
    const news = this.#rooms.news(frame)
    this.#asking.settle(frame.roomId)
    this.#tell(...news)
  }

  #hearMessage(frame: Frame<'message'>): void {
    const news = this.#rooms.news(frame)
    this.#tell(...news)
    const { authorId, clientId } = frame.message
    if (news.length > 0 && authorId === this.#me) this.#sending.settle(clientId) // its ack may be lost with a line
  }

  /** Too fast, or a part away for a moment: said again later. Anything else is for the person to decide. */
  #hearProblem({ roomId, clientId, problem }: Frame<'problem'>): void {
    const name = clientId ?? roomId
    if (willPass(problem)) this.#asking.postpone(problem, name)
    else if (name && this.#asking.has(name)) this.#giveUp(problem, roomId, clientId) // else it is about a read mark
  }

  #giveUp(problem: ProblemBody, roomId?: RoomId, clientId?: ClientId): void {
    const message = clientId && this.#outbox.get(clientId)
    if (message) this.#sending.refuse(message, problem.detail ?? problem.title)
    else if (!roomId || clientId) return
    else if (problem.status === 404)
      this.#hear({ type: 'room_left', roomId }) // while there was no line to say it
    else if (this.#forgetRoom(roomId)) this.#tell({ type: 'unfollowed', roomId, problem })
  }

  #tell(...events: LiveEvent[]): void {
    for (const event of events) for (const listener of this.#listeners) listener(event)
  }
}

/** Whether it makes sense to ask again by itself. */
const willPass = ({ status, retryAfter }: ProblemBody) => status === 503 || (status === 429 && retryAfter !== undefined)
