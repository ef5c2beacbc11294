import { CLOSE, type ClientFrame, Problem, type ProfileId, ServerFrame } from '@snug/contracts'
import { z } from 'zod'
import { backoff } from './backoff.ts'

/** How the line stands. `until` is when the next attempt starts, in ms since 1970. */
export type LineState =
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'waiting'; until: number }
  | { kind: 'signedOut' }
  | { kind: 'closed' }

/** What a line needs of a WebSocket: the one of browsers and of Node has it, and the one of the package `ws`. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'onmessage' | 'onclose' | 'onerror'>

/**
 * Opens a WebSocket of `snug.v1` to the house, in whatever way it knows the person there. `refused` says that the
 * attempt before failed: nobody is told why a handshake was refused, so that is the time to ask whether the session lives.
 * Rejects with a problem of status 401 when the person is signed out; with anything else it is tried again.
 */
export type Dial = (refused: boolean) => Promise<Socket>

export interface ConnectionOptions {
  /** A line on which the house sees somebody else is none of this person: they are signed out. */
  me: ProfileId
  dial: Dial
  onFrame: (frame: ServerFrame) => void
  onState: (state: LineState) => void
  random?: () => number
}

/** An attempt may take this long until `ready`. An address that swallows everything would hold it for minutes. */
const OPEN_MS = 10_000
/** How long a line that is asked may take to answer. */
const ANSWER_MS = 5_000
/** Heartbeats without an answer after which a line is dead, whatever the socket thinks of itself. */
const MISSED = 2
/** A line that lived shorter was no success: whom the house sends away at once comes back slower each time. */
const STEADY_MS = 10_000

/** One line to the house that comes back by itself. It carries frames and knows nothing of rooms. */
export class Connection {
  readonly #options: ConnectionOptions
  #socket: Socket | undefined
  #state: LineState = { kind: 'closed' }
  #failures = 0
  #refused = false
  /** Both on the clock of `performance`, which nobody sets back. */
  #openedAt = 0
  #lostAt: number | undefined
  /** Heartbeats since the last frame. They are counted, for clocks jump, and stand still while a machine sleeps. */
  #silent = 0
  /** Until the next attempt, or for this one to succeed. */
  #timer: ReturnType<typeof setTimeout> | undefined
  #heartbeat: ReturnType<typeof setInterval> | undefined
  #probe: ReturnType<typeof setTimeout> | undefined
  /** Grows with each attempt, so that an answer to an old one is known as such. */
  #attempt = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  open(): void {
    if (this.#state.kind === 'closed' || this.#state.kind === 'signedOut') void this.#connect()
  }

  close(): void {
    this.#end({ kind: 'closed' })
  }

  /** The network or the window came back: waits no longer, and asks a silent line whether it lives. */
  wake(): void {
    if (this.#state.kind === 'waiting') void this.#connect()
    else if (this.#state.kind === 'open') this.#ask()
  }

  /** Whether the frame left. What did not leave is said again after the next `ready`, by whoever said it. */
  send(frame: ClientFrame): boolean {
    if (this.#state.kind !== 'open') return false
    this.#socket?.send(JSON.stringify(frame))
    return true
  }

  async #connect(): Promise<void> {
    const attempt = this.#newAttempt()
    this.#become({ kind: 'connecting' })
    this.#timer = setTimeout(() => this.#drop(), OPEN_MS)
    try {
      const socket = await this.#options.dial(this.#refused)
      socket.onerror = () => {} // `close` tells as much, and `ws` throws what nobody listens to
      if (attempt !== this.#attempt) return socket.close()
      this.#socket = socket
      this.#refused = true // until it is `ready`
      socket.onmessage = ({ data }) => attempt === this.#attempt && this.#hear(String(data))
      socket.onclose = ({ code }) => attempt === this.#attempt && this.#lost(code)
    } catch (error) {
      if (attempt !== this.#attempt) return
      if (error instanceof Problem && error.status === 401) this.#end({ kind: 'signedOut' })
      else this.#wait()
    }
  }

  #hear(text: string): void {
    this.#silent = 0
    this.#stopProbe()
    const frame = z.safeDecode(ServerFrame, parsed(text) as z.input<typeof ServerFrame>)
    if (!frame.success) return // a newer server may say what this client does not know
    if (frame.data.type === 'ready' && frame.data.profileId !== this.#options.me) {
      this.#end({ kind: 'signedOut' })
      return
    }
    if (frame.data.type === 'ready') this.#opened(frame.data.heartbeatMs)
    this.#options.onFrame(frame.data)
  }

  #opened(heartbeatMs: number): void {
    clearTimeout(this.#timer)
    this.#refused = false
    this.#lostAt = undefined
    this.#openedAt = performance.now()
    this.#watch(heartbeatMs)
    this.#become({ kind: 'open' })
  }

  #watch(heartbeatMs: number): void {
    clearInterval(this.#heartbeat)
    this.#heartbeat = setInterval(() => {
      if (this.#silent++ >= MISSED) this.#drop()
      else this.send({ type: 'ping' })
    }, heartbeatMs)
  }

  /** A line that slept through a change of network may be dead and not know it. */
  #ask(): void {
    if (this.#probe !== undefined) return
    this.send({ type: 'ping' })
    this.#probe = setTimeout(() => this.#drop(), ANSWER_MS)
  }

  #stopProbe(): void {
    clearTimeout(this.#probe)
    this.#probe = undefined
  }

  #drop(): void {
    const socket = this.#socket
    this.#wait()
    socket?.close()
  }

  #lost(code: number): void {
    if (code === CLOSE.sessionEnded) this.#end({ kind: 'signedOut' })
    else this.#wait()
  }

  #wait(): void {
    this.#newAttempt()
    const now = performance.now()
    if (this.#state.kind === 'open' && now - this.#openedAt >= STEADY_MS) this.#failures = 0
    this.#lostAt ??= now
    const delay = backoff(this.#failures++, now - this.#lostAt, this.#options.random)
    this.#timer = setTimeout(() => void this.#connect(), delay)
    this.#become({ kind: 'waiting', until: Date.now() + delay })
  }

  #end(state: LineState): void {
    const socket = this.#socket
    this.#newAttempt()
    this.#become(state)
    socket?.close()
  }

  /** @returns its number; nothing of the attempt before is heard any more */
  #newAttempt(): number {
    clearTimeout(this.#timer)
    clearInterval(this.#heartbeat)
    this.#stopProbe()
    this.#socket = undefined
    return ++this.#attempt
  }

  #become(state: LineState): void {
    this.#state = state
    this.#options.onState(state)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
