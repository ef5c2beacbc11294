import { CLOSE, type ClientFrame, LIVE_PROTOCOL, Problem, ServerFrame } from '@snug/contracts'
import { z } from 'zod'
import { backoff } from './backoff.ts'

/** How the line stands. `until` is when the next attempt starts, in ms since 1970. */
export type LineState =
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'waiting'; until: number }
  | { kind: 'signedOut' }
  | { kind: 'closed' }

export interface ConnectionOptions {
  /** Where the live socket is: `wss://host/api/v1/live`. */
  url: string
  /**
   * Runs before an attempt that follows a failed one, for a browser is not told why a handshake was refused.
   * Rejects with a problem of status 401 when the person is signed out.
   */
  prepare: () => Promise<unknown>
  onFrame: (frame: ServerFrame) => void
  onState: (state: LineState) => void
  WebSocket?: typeof WebSocket
  random?: () => number
}

/** Heartbeat until `ready` says otherwise. */
const HEARTBEAT_MS = 25_000
/** How long a line that is asked may take to answer. */
const ANSWER_MS = 5_000

/** One line to the house that comes back by itself. It carries frames and knows nothing of rooms. */
export class Connection {
  readonly #options: ConnectionOptions
  #socket: WebSocket | undefined
  #state: LineState = { kind: 'closed' }
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #heartbeat: ReturnType<typeof setInterval> | undefined
  #heardAt = 0
  /** Grows with each attempt, so that an answer to an old one is known as such. */
  #attempt = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
  }

  open(): void {
    if (this.#state.kind === 'closed') void this.#connect()
  }

  close(): void {
    this.#end({ kind: 'closed' })
  }

  /** The network or the window came back: waits no longer, and asks a silent line whether it lives. */
  wake(): void {
    if (this.#state.kind === 'waiting') void this.#connect()
    else if (this.#state.kind === 'open') this.#probe()
  }

  /** Whether the frame left. What did not leave is said again after the next `ready`, by whoever said it. */
  send(frame: ClientFrame): boolean {
    if (this.#state.kind !== 'open') return false
    this.#socket?.send(JSON.stringify(frame))
    return true
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#timer)
    const attempt = ++this.#attempt
    this.#become({ kind: 'connecting' })
    if (this.#failures > 0) {
      const ready = await this.#options.prepare().then(
        () => 'ready',
        (error) => (error instanceof Problem && error.status === 401 ? 'signedOut' : 'away'),
      )
      if (attempt !== this.#attempt) return
      if (ready === 'signedOut') return this.#end({ kind: 'signedOut' })
      if (ready === 'away') return this.#wait()
    }
    const socket = new (this.#options.WebSocket ?? WebSocket)(this.#options.url, LIVE_PROTOCOL)
    this.#socket = socket
    socket.onmessage = ({ data }) => attempt === this.#attempt && this.#hear(String(data))
    socket.onclose = ({ code }) => attempt === this.#attempt && this.#lost(code)
  }

  #hear(text: string): void {
    this.#heardAt = Date.now()
    const frame = z.safeDecode(ServerFrame, parsed(text) as z.input<typeof ServerFrame>)
    if (!frame.success) return // a newer server may say what this client does not know
    if (frame.data.type === 'ready') {
      this.#failures = 0
      this.#watch(frame.data.heartbeatMs)
      this.#become({ kind: 'open' })
    }
    this.#options.onFrame(frame.data)
  }

  /** Silence longer than two heartbeats means that the line is dead, whatever the socket thinks of itself. */
  #watch(heartbeatMs = HEARTBEAT_MS): void {
    clearInterval(this.#heartbeat)
    this.#heartbeat = setInterval(() => {
      if (Date.now() - this.#heardAt > 2 * heartbeatMs) this.#drop()
      else this.send({ type: 'ping' })
    }, heartbeatMs)
  }

  /** A line that slept through a change of network may be dead and not know it. */
  #probe(): void {
    const askedAt = Date.now()
    this.send({ type: 'ping' })
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#heardAt < askedAt && this.#drop(), ANSWER_MS)
  }

  #drop(): void {
    const socket = this.#socket
    this.#lost(CLOSE.restart)
    socket?.close()
  }

  #lost(code: number): void {
    if (code === CLOSE.sessionEnded) this.#end({ kind: 'signedOut' })
    else this.#wait()
  }

  #wait(): void {
    this.#attempt += 1
    clearTimeout(this.#timer)
    clearInterval(this.#heartbeat)
    this.#socket = undefined
    const delay = backoff(this.#failures++, this.#options.random)
    this.#become({ kind: 'waiting', until: Date.now() + delay })
    this.#timer = setTimeout(() => void this.#connect(), delay)
  }

  #end(state: LineState): void {
    this.#attempt += 1
    clearTimeout(this.#timer)
    clearInterval(this.#heartbeat)
    this.#socket?.close()
    this.#socket = undefined
    this.#become(state)
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
