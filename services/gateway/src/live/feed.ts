import { Problem } from '@snug/contracts'
import { FEED_PATH, type FeedRequest, type House, SERVICE_TOKEN_HEADER } from '@snug/service-kit'
import type { FastifyBaseLogger } from 'fastify'
import { WebSocket } from 'ws'

const FIRST_RETRY_MS = 100
/** People wait as long again, or longer, and are to be back within 5 s. */
const LAST_RETRY_MS = 1_000
const HANDSHAKE_MS = 2_000
/** A chatroom that says nothing for two of these, in ms, hangs; we hang up and try again. */
const HEARTBEAT_MS = 1_000
const MISSED = 2
/** Bytes that chatroom has not taken yet; past them people are told to come back. */
const BACKLOG_BYTES = 8 * 1024 * 1024
/** One turn of a very lively chatroom. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024

interface FeedEvents {
  /** @returns what to ask first */
  opened(): FeedRequest[]
  closed(): void
  /** Blocks, see the kit's feed.ts. */
  heard(data: Buffer): void
}

/** The line to chatroom that carries everybody's. It mends itself. */
export class Feed {
  readonly #house: House
  readonly #events: FeedEvents
  readonly #log: FastifyBaseLogger
  #ws: WebSocket | undefined
  #queue: FeedRequest[] = []
  #retryMs = FIRST_RETRY_MS
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(house: House, events: FeedEvents, log: FastifyBaseLogger) {
    this.#house = house
    this.#events = events
    this.#log = log
  }

  get open(): boolean {
    return this.#ws?.readyState === WebSocket.OPEN
  }

  /** Sends it with all else of this turn. False, and nothing is sent, while chatroom is away. */
  send(request: FeedRequest): boolean {
    if (!this.#ws || !this.open || this.#ws.bufferedAmount > BACKLOG_BYTES) return false
    if (this.#queue.push(request) === 1) setImmediate(() => this.#flush())
    return true
  }

  start(): void {
    const url = new URL(FEED_PATH, this.#house.urlOf('chatroom'))
    url.protocol = url.protocol.replace('http', 'ws')
    const ws = new WebSocket(url, {
      headers: { [SERVICE_TOKEN_HEADER]: this.#house.tokenFor('chatroom') },
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      maxPayload: MAX_MESSAGE_BYTES,
      // Masks keep what people write from looking like HTTP to a proxy on the way (RFC 6455, 10.3); here is none.
      generateMask: (mask) => mask.fill(0),
    })
    let silent = 0
    const alive = () => {
      silent = 0
    }
    const heartbeat = setInterval(() => {
      if (silent++ >= MISSED) ws.terminate()
      else if (ws.readyState === WebSocket.OPEN) ws.ping()
    }, HEARTBEAT_MS)
    ws.on('open', () => {
      this.#ws = ws
      this.#retryMs = FIRST_RETRY_MS
      this.#queue = this.#events.opened()
      this.#flush()
      this.#log.info('the feed is open')
    })
    ws.on('message', (data) => {
      alive()
      this.#events.heard(data as Buffer)
    })
    ws.on('pong', alive)
    ws.on('error', (err) => this.#log.debug({ err }, 'feed'))
    ws.on('close', () => {
      clearInterval(heartbeat)
      this.#lost(ws)
    })
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#ws?.terminate()
  }

  #flush(): void {
    const requests = this.#queue
    this.#queue = []
    if (this.open && requests.length > 0) this.#ws?.send(JSON.stringify(requests))
  }

  #lost(ws: WebSocket): void {
    if (this.#ws === ws) {
      this.#ws = undefined
      this.#queue = []
      this.#log.warn('the feed broke')
      this.#events.closed()
    }
    if (this.#stopped) return
    this.#timer = setTimeout(() => this.start(), this.#retryMs * (0.5 + Math.random() / 2))
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS)
  }
}

export const chatroomAway = () => new Problem('unavailable', { retryAfter: 1 })
