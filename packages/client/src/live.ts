import type { ClientId, Photo, ProblemBody, ProfileId, RoomId, Seq, ServerFrame } from '@snug/contracts'
import { Connection, type ConnectionOptions, type LineState } from './connection.ts'
import { Outbox, type OutboxStore, type Outgoing } from './outbox.ts'
import { Store } from './store.ts'

type News = Extract<
  ServerFrame,
  {
    type:
      | 'ack'
      | 'message'
      | 'message_edited'
      | 'message_deleted'
      | 'typing'
      | 'read'
      | 'gap'
      | 'room_joined'
      | 'room_left'
      | 'room_changed'
  }
>

/** What a listener is told: the news of the house, and what becomes of my own messages. */
export type LiveEvent =
  | News
  | { type: 'queued'; roomId: RoomId; message: Outgoing }
  | { type: 'refused'; roomId: RoomId; clientId: ClientId; refusal: string }
  | { type: 'discarded'; roomId: RoomId; clientId: ClientId }

export interface LiveOptions extends Pick<ConnectionOptions, 'url' | 'prepare' | 'WebSocket' | 'random'> {
  me: ProfileId
  outbox: OutboxStore
}

export interface Draft {
  clientId: ClientId
  roomId: RoomId
  text: string
  photos: Photo[]
}

/** The others see `typing` for some seconds, so saying it more often says nothing. */
const TYPING_EVERY_MS = 3_000
/** When a refusal names no time. */
const RETRY_MS = 2_000

/** The live side of the house for one signed-in person: rooms that resume by themselves, messages that get sent. */
export class Live {
  readonly line = new Store<LineState>({ kind: 'closed' })
  readonly #me: ProfileId
  readonly #connection: Connection
  readonly #outbox: Outbox
  readonly #listeners = new Set<(event: LiveEvent) => void>()
  /** Rooms followed, and up to which seq each was heard without a hole. */
  readonly #heard = new Map<RoomId, Seq>()
  /** What left over this very line and waits for its ack. */
  readonly #underWay = new Set<ClientId>()
  #typedAt = 0
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor({ me, outbox, ...options }: LiveOptions) {
    this.#me = me
    this.#outbox = new Outbox(outbox, me)
    this.#connection = new Connection({
      ...options,
      onFrame: (frame) => this.#hear(frame),
      onState: (state) => this.line.set(state),
    })
  }

  /** Opens the line and takes up what an earlier page could not send. */
  async start(): Promise<void> {
    this.#connection.open()
    for (const message of await this.#outbox.load()) this.#tell({ type: 'queued', roomId: message.roomId, message })
    this.#flush()
  }

  close(): void {
    clearTimeout(this.#retry)
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
    if (this.#heard.has(roomId)) return
    this.#heard.set(roomId, afterSeq)
    this.#connection.send({ type: 'subscribe', roomId, afterSeq })
  }

  unfollow(roomId: RoomId): void {
    if (this.#heard.delete(roomId)) this.#connection.send({ type: 'unsubscribe', roomId })
  }

  /** Up to which seq a followed room was heard. */
  heard(roomId: RoomId): Seq {
    return this.#heard.get(roomId) ?? 0
  }

  waiting(roomId: RoomId): Outgoing[] {
    return this.#outbox.inRoom(roomId)
  }

  /** Keeps the message until the house has it; sends it now if the line is up. */
  send(draft: Draft): void {
    this.#queue({ ...draft, authorId: this.#me, queuedAt: new Date() })
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
    this.#outbox.remove(clientId)
    this.#tell({ type: 'discarded', roomId: message.roomId, clientId })
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
    this.#flush()
  }

  #flush(): void {
    for (const { clientId, roomId, text, photos } of this.#outbox.sendable()) {
      if (this.#underWay.has(clientId)) continue
      const photoIds = photos.map((photo) => photo.id)
      if (!this.#connection.send({ type: 'send', clientId, roomId, text, photoIds })) return
      this.#underWay.add(clientId)
    }
  }

  #hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'ready':
        this.#resume()
        return
      case 'subscribed':
        this.#hearUpTo(frame.roomId, frame.seq)
        return
      case 'message':
        this.#hearMessage(frame)
        return
      case 'problem':
        if (frame.clientId) this.#refuse(frame.clientId, frame.problem)
        return
      case 'ack':
        this.#confirm(frame.clientId)
        break
      case 'room_left':
        this.#heard.delete(frame.roomId)
        for (const { clientId } of this.#outbox.inRoom(frame.roomId)) this.discard(clientId)
        break
      case 'pong':
      case 'unsubscribed':
        return
    }
    this.#tell(frame)
  }

  /** The line is new: the house knows neither what I follow nor whether it has what I sent. */
  #resume(): void {
    this.#underWay.clear()
    for (const [roomId, afterSeq] of this.#heard) this.#connection.send({ type: 'subscribe', roomId, afterSeq })
    this.#flush()
  }

  #hearMessage(frame: Extract<ServerFrame, { type: 'message' }>): void {
    const { roomId, seq, authorId, clientId } = frame.message
    const heard = this.#heard.get(roomId)
    if (heard === undefined || seq <= heard) return // replayed, or of a room just left
    if (authorId === this.#me) this.#confirm(clientId)
    if (seq > heard + 1) this.#tell({ type: 'gap', roomId, fromSeq: heard + 1 })
    this.#hearUpTo(roomId, seq)
    this.#tell(frame)
  }

  #hearUpTo(roomId: RoomId, seq: Seq): void {
    const heard = this.#heard.get(roomId)
    if (heard !== undefined && seq > heard) this.#heard.set(roomId, seq)
  }

  #confirm(clientId: ClientId): void {
    this.#underWay.delete(clientId)
    this.#outbox.remove(clientId)
  }

  /** Too fast, or a part away for a moment: said again later. Anything else is for the person to decide. */
  #refuse(clientId: ClientId, problem: ProblemBody): void {
    const message = this.#outbox.get(clientId)
    this.#underWay.delete(clientId)
    if (!message) return
    if (problem.status === 429 || problem.status === 503) {
      clearTimeout(this.#retry)
      this.#retry = setTimeout(() => this.#flush(), problem.retryAfter ? problem.retryAfter * 1000 : RETRY_MS)
      return
    }
    const refusal = problem.detail ?? problem.title
    this.#outbox.put({ ...message, refusal })
    this.#tell({ type: 'refused', roomId: message.roomId, clientId, refusal })
  }

  #tell(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
