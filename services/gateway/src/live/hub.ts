import { CLOSE, type ClientId, type ProfileId, type RoomId, type Seq, type SessionId } from '@snug/contracts'
import type { BlockHead, FeedRequest } from '@snug/service-kit'

/** One who listens: a person's line, or in a test an array. */
export interface Listener {
  readonly id: number
  readonly profileId: ProfileId
  readonly sessionId: SessionId
  /** Rooms it hears; kept by the hub. */
  readonly rooms: Set<RoomId>
  /** Rooms it asked for and does not hear yet; kept by the hub. */
  readonly asked: Map<RoomId, Asked>
  /** Messages it sent that chatroom has not answered yet; the hub takes out what is. */
  readonly unanswered: Map<ClientId, RoomId>
  /** Keeps the frames for this turn. */
  write(frames: Buffer): void
  /** Sends what is kept. */
  flush(): void
  close(code: number, reason: string): void
}

/** A block for people. */
export interface News {
  head: Exclude<BlockHead, { to: 'ask' }>
  frames: Buffer
}

interface Asked {
  afterSeq: Seq | undefined
  at: number
}

interface Place {
  /** The newest message that everybody here has heard. */
  seq: Seq
  listeners: Set<Listener>
  wantedAt: number
}

/** A room in which nobody listened for this long, in ms, is let go. Longer than any subscribe is under way. */
export const SILENCE_MS = 30_000
/** A subscribe waits this long, in ms, for chatroom to come back. */
export const PATIENCE_MS = 10_000

/** Who listens to which room right now. It knows nothing of sockets, so a test can listen with an array. */
export class Hub<L extends Listener = Listener> {
  readonly #lines = new Map<number, L>()
  readonly #people = new Map<ProfileId, Set<L>>()
  readonly #sessions = new Map<SessionId, Set<L>>()
  readonly #rooms = new Map<RoomId, Place>()
  /** Who has something to hear in this turn. */
  readonly #touched = new Set<Listener>()
  /** Called when a listener began to hear a room, or ceased to. */
  moved = (_: Listener) => {}

  get lines(): Iterable<L> {
    return this.#lines.values()
  }

  linesOf(profileId: ProfileId): number {
    return this.#people.get(profileId)?.size ?? 0
  }

  sessionIds(): SessionId[] {
    return [...this.#sessions.keys()]
  }

  add(listener: L): void {
    this.#lines.set(listener.id, listener)
    this.#people.getOrInsertComputed(listener.profileId, () => new Set()).add(listener)
    this.#sessions.getOrInsertComputed(listener.sessionId, () => new Set()).add(listener)
  }

  remove(listener: L): void {
    this.#lines.delete(listener.id)
    forget(this.#people, listener.profileId, listener)
    forget(this.#sessions, listener.sessionId, listener)
    for (const roomId of listener.rooms) this.leave(listener, roomId)
  }

  /**
   * The listener asks for the room; it hears it from the block on that says so.
   * @returns false when it has asked already and not been answered
   */
  want(listener: L, roomId: RoomId, afterSeq: Seq | undefined, now = Date.now()): boolean {
    if (listener.asked.has(roomId)) return false
    listener.asked.set(roomId, { afterSeq, at: now })
    this.#placeOf(roomId).wantedAt = now
    return true
  }

  leave(listener: Listener, roomId: RoomId): void {
    listener.asked.delete(roomId)
    this.#rooms.get(roomId)?.listeners.delete(listener)
    if (listener.rooms.delete(roomId)) this.moved(listener)
  }

  /** Passes on what the feed says. It leaves with `flush`, to each listener in one go, whatever there is for it. */
  hear({ head, frames }: News): void {
    for (const listener of this.#audienceOf(head)) {
      listener.write(frames)
      this.#touched.add(listener)
    }
    this.#rearrange(head)
  }

  flush(): void {
    for (const listener of this.#touched) listener.flush()
    this.#touched.clear()
  }

  endSession(sessionId: SessionId): void {
    for (const listener of this.#sessions.get(sessionId) ?? []) listener.close(CLOSE.sessionEnded, 'session ended')
  }

  /** What to ask of a feed that is open again, so that nobody misses or hears anything twice. */
  resume(): FeedRequest[] {
    const requests: FeedRequest[] = []
    for (const [roomId, { seq, listeners }] of this.#rooms) {
      const profileIds = [...new Set(Array.from(listeners, (listener) => listener.profileId))]
      if (listeners.size > 0) requests.push({ type: 'resume', roomId, afterSeq: seq, profileIds })
      else this.#rooms.delete(roomId)
    }
    for (const line of this.#lines.values())
      for (const [roomId, { afterSeq, at }] of line.asked) {
        requests.push({ type: 'subscribe', line: line.id, profileId: line.profileId, roomId, afterSeq })
        this.#placeOf(roomId).wantedAt = at
      }
    return requests
  }

  /** Forgets subscribes that are older than patience. @returns whose they were */
  expire(now = Date.now()): [L, RoomId][] {
    const expired: [L, RoomId][] = []
    for (const line of this.#lines.values())
      for (const [roomId, { at }] of line.asked)
        if (at < now - PATIENCE_MS) {
          line.asked.delete(roomId)
          expired.push([line, roomId])
        }
    return expired
  }

  /** Forgets rooms that nobody listens to. @returns which */
  sweep(now = Date.now()): RoomId[] {
    const silent: RoomId[] = []
    const asked = new Set([...this.#lines.values()].flatMap((line) => [...line.asked.keys()]))
    for (const [roomId, { listeners, wantedAt }] of this.#rooms)
      if (listeners.size === 0 && !asked.has(roomId) && wantedAt < now - SILENCE_MS) {
        this.#rooms.delete(roomId)
        silent.push(roomId)
      }
    return silent
  }

  #audienceOf(head: News['head']): Iterable<Listener> {
    if (head.to === 'person') return this.#people.get(head.profileId) ?? []
    if (head.to !== 'line') return this.#rooms.get(head.roomId)?.listeners ?? []
    const line = this.#lines.get(head.line)
    // It may have changed its mind while the answer was under way.
    const unwanted = head.joins && !line?.rooms.has(head.joins) && !line?.asked.has(head.joins)
    return line && !unwanted ? [line] : []
  }

  #rearrange(head: News['head']): void {
    if (head.to === 'room' && head.seq !== undefined) {
      const place = this.#rooms.get(head.roomId)
      if (place) place.seq = Math.max(place.seq, head.seq)
    } else if (head.to === 'line') {
      const line = this.#lines.get(head.line)
      if (head.joins) this.#join(head.line, head.joins, head.seq)
      if (head.refuses) line?.asked.delete(head.refuses)
      for (const clientId of head.answers ?? []) line?.unanswered.delete(clientId)
    } else if (head.to === 'person' && head.leaves) {
      for (const line of this.#people.get(head.profileId) ?? []) this.leave(line, head.leaves)
    } else if (head.to === 'end') {
      for (const line of this.#rooms.get(head.roomId)?.listeners ?? []) this.leave(line, head.roomId)
      this.#rooms.delete(head.roomId)
    }
  }

  #join(id: number, roomId: RoomId, seq: Seq = 0): void {
    const line = this.#lines.get(id)
    if (!line?.asked.delete(roomId)) return
    const place = this.#placeOf(roomId)
    // Others may not have heard up to there yet: a resume may be under way for them.
    if (place.listeners.size === 0) place.seq = seq
    place.listeners.add(line)
    line.rooms.add(roomId)
    this.moved(line)
  }

  #placeOf(roomId: RoomId): Place {
    return this.#rooms.getOrInsertComputed(roomId, () => ({ seq: 0, listeners: new Set(), wantedAt: Date.now() }))
  }
}

function forget<K, L>(map: Map<K, Set<L>>, key: K, listener: L): void {
  const set = map.get(key)
  if (set?.delete(listener) && set.size === 0) map.delete(key)
}
