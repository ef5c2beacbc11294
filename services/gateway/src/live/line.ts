import type { Socket } from 'node:net'
import { CLOSE, type ClientId, type ProfileId, type RoomId, type SessionId } from '@snug/contracts'
import type { SignedInUser } from '@snug/service-kit'
import type { WebSocket } from 'ws'
import type { Listener } from './hub.ts'

/** How often each side hears from the other, in ms. Phones and proxies cut lines that are silent for a minute. */
export const HEARTBEAT_MS = 25_000
/** Heartbeats without a sign of life after which a line is dead. */
const MISSED = 2
/** Who is told to go has this long, in ms, to read what was kept and why. */
const FAREWELL_MS = 5_000

let lastId = 0

/**
 * One person's socket. What it hears is written as finished frames straight to the connection below the WebSocket, which
 * itself writes whole frames only, so the two never mix.
 */
export class Line implements Listener {
  readonly id = ++lastId
  readonly profileId: ProfileId
  readonly sessionId: SessionId
  readonly rooms = new Set<RoomId>()
  readonly asked = new Map()
  readonly unanswered = new Map<ClientId, RoomId>()
  readonly #ws: WebSocket
  readonly #socket: Socket
  readonly #unsentBytes: number
  /** Frames of this turn. */
  #news: Buffer[] = []
  #newsBytes = 0
  #closing = false
  #silent = 0

  constructor(ws: WebSocket, socket: Socket, { profileId, sessionId }: SignedInUser, unsentBytes: number) {
    this.#ws = ws
    this.#socket = socket
    this.profileId = profileId
    this.sessionId = sessionId
    this.#unsentBytes = unsentBytes
  }

  get closing(): boolean {
    return this.#closing
  }

  /** Keeps frames for this turn. One who has not read what came before is let go instead (SEC-42). */
  write(frames: Buffer): void {
    if (this.#closing || this.#isTooSlow(frames.length)) return
    this.#news.push(frames)
    this.#newsBytes += frames.length
  }

  /** Hands this turn's frames to the system in one write. */
  flush(): void {
    const [first, ...more] = this.#news
    if (!first) return
    this.#news = []
    this.#newsBytes = 0
    this.#socket.write(more.length === 0 ? first : Buffer.concat([first, ...more]))
  }

  say(frame: Buffer): void {
    this.write(frame)
    this.flush()
  }

  /** Nothing is heard after this, even if the other side takes its time to answer the close. */
  close(code: number, reason: string): void {
    if (this.#closing) return
    this.#closing = true
    this.flush()
    this.#ws.close(code, reason)
    setTimeout(() => this.#ws.terminate(), FAREWELL_MS).unref()
  }

  /** Something came from the other side. */
  alive(): void {
    this.#silent = 0
  }

  /** Asks for a sign of life, or hangs up on who gave none. */
  beat(): void {
    if (this.#silent++ >= MISSED) this.#ws.terminate()
    else if (!this.#closing) this.#ws.ping()
  }

  /** Answers a ping, as far as the other side reads what it asks for. */
  pong(data: Buffer): void {
    if (!this.#closing && !this.#isTooSlow()) this.#ws.pong(data)
  }

  terminate(): void {
    this.#ws.terminate()
  }

  /** Somebody who has read all that came before may be told much in one turn. */
  #isTooSlow(more = 0): boolean {
    const unread = this.#socket.writableLength
    if (unread === 0 || unread + this.#newsBytes + more <= this.#unsentBytes) return false
    this.close(CLOSE.tooSlow, 'reads too slowly')
    return true
  }
}
