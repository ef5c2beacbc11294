import type { ClientId, Photo, ProfileId, RoomId, Seq } from '@snug/contracts'

/** A message of mine that the house has not confirmed yet. */
export interface Outgoing {
  clientId: ClientId
  roomId: RoomId
  authorId: ProfileId
  text: string
  /** Their places are kept, their bytes may still be on the way. Whole, so that the message can be drawn while it waits. */
  photos: Photo[]
  /** The message it answers. */
  replyTo?: Seq | undefined
  queuedAt: Date
  /** Why the house refused it. It waits for the person then, not for the line. */
  refusal?: string
}

/** Where unsent messages outlive the page. */
export interface OutboxStore {
  all(): Promise<Outgoing[]>
  /** The message leaves when it is kept, or cannot be. Nothing to wait for where that is at once. */
  put(message: Outgoing): Promise<void> | undefined
  remove(clientId: ClientId): Promise<void>
}

/** For a program: what is unsent is kept as long as it runs. `kept` may be looked into, or handed to the next one. */
export function memoryOutbox(kept = new Map<ClientId, Outgoing>()): OutboxStore {
  return {
    all: async () => [...kept.values()],
    put: (message) => {
      kept.set(message.clientId, message)
      return undefined
    },
    remove: async (clientId) => void kept.delete(clientId),
  }
}

/** A store that takes longer, in ms, is waited for no more. */
const KEEP_MS = 2_000

/** What waits to be confirmed, in the order of writing. A store that fails costs the safety net, not the message. */
export class Outbox {
  #waiting = new Map<ClientId, Outgoing>()
  /** On their way into the store. One that left before might be unknown to the next page, and be written once more. */
  readonly #unkept = new Set<ClientId>()
  /** Nothing that was read of the store before they were settled brings them back. */
  readonly #settled = new Set<ClientId>()
  readonly #store: OutboxStore
  readonly #authorId: ProfileId
  readonly #onKept: () => void
  /** When the latest message was queued, in ms since 1970. */
  #latest = 0

  /** @param onKept called when something more may be sent */
  constructor(store: OutboxStore, authorId: ProfileId, onKept: () => void) {
    this.#store = store
    this.#authorId = authorId
    this.#onKept = onKept
  }

  /** What an earlier page left behind; what was added since stays last. */
  async load(): Promise<Outgoing[]> {
    const left = (await this.#store.all().catch(() => []))
      .filter(({ authorId, clientId }) => authorId === this.#authorId && !this.#knows(clientId))
      .sort((a, b) => a.queuedAt.getTime() - b.queuedAt.getTime())
    this.#waiting = new Map([...left.map((message) => [message.clientId, message] as const), ...this.#waiting])
    this.#latest = Math.max(this.#latest, left.at(-1)?.queuedAt.getTime() ?? 0)
    return left
  }

  put(message: Outgoing): void {
    const { clientId } = message
    const inOrder = { ...message, queuedAt: this.#waiting.get(clientId)?.queuedAt ?? this.#next(message.queuedAt) }
    this.#waiting.set(clientId, inOrder)
    const keeping = this.#store.put(inOrder)
    if (!keeping) return
    this.#unkept.add(clientId)
    void Promise.race([keeping, new Promise((late) => setTimeout(late, KEEP_MS))])
      .catch(() => {})
      .then(() => {
        this.#unkept.delete(clientId)
        this.#onKept()
      })
  }

  get(clientId: ClientId): Outgoing | undefined {
    return this.#waiting.get(clientId)
  }

  remove(clientId: ClientId): void {
    if (!this.#waiting.delete(clientId)) return
    this.#settled.add(clientId)
    this.#store.remove(clientId).catch(() => {})
  }

  /** What may be sent now: of each room the oldest that is not refused, so that none overtakes another. */
  next(): Outgoing[] {
    const heads = new Map<RoomId, Outgoing>()
    for (const message of this.#waiting.values())
      if (message.refusal === undefined && !heads.has(message.roomId)) heads.set(message.roomId, message)
    return [...heads.values()].filter(({ clientId }) => !this.#unkept.has(clientId))
  }

  /** The next page sorts by this: later than all before, also when two come at once, or the clock is set back. */
  #next(now: Date): Date {
    this.#latest = Math.max(now.getTime(), this.#latest + 1)
    return new Date(this.#latest)
  }

  #knows(clientId: ClientId): boolean {
    return this.#waiting.has(clientId) || this.#settled.has(clientId)
  }

  inRoom(roomId: RoomId): Outgoing[] {
    return [...this.#waiting.values()].filter((message) => message.roomId === roomId)
  }
}
