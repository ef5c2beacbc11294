import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import {
  API_PREFIX,
  type ClientFrame,
  LIVE_PROTOCOL,
  type Message,
  type OwnProfile,
  Problem,
  ServerFrame,
} from '@snug/contracts'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { ada, message, room } from '../src/testing.ts'

type Send = Extract<ClientFrame, { type: 'send' }>
/** What becomes of a message on its way: said and answered; refused; lost with the line; said, but its ack is lost. */
export type Fate = 'said' | 'refused' | 'lost' | 'unanswered'

const PROFILE: z.input<typeof OwnProfile> = {
  id: ada,
  username: 'ada',
  displayName: 'Ada',
  bio: '',
  avatarId: null,
  privacy: { typing: true, presence: true, seen: true },
  createdAt: new Date(0).toISOString(),
  email: null,
}

/** The other side of the protocol: one person, one room, kept in memory, over real sockets that a test may cut. */
export class SmallHouse {
  readonly said: Message[] = []
  readonly #server = createServer((request, response) => this.#answer(request, response))
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => LIVE_PROTOCOL })
  readonly #listening = new Set<WebSocket>()
  /** Tokens are numbers; only the newest is good. */
  token = 1
  renewals = 0
  isOver = false
  fateOf: (frame: Send) => Fate = () => 'said'

  static async open(t: TestContext): Promise<SmallHouse> {
    const house = new SmallHouse()
    house.#server.listen(0, '127.0.0.1')
    await once(house.#server, 'listening')
    t.after(() => {
      house.cut()
      house.#server.closeAllConnections()
      house.#server.close()
    })
    return house
  }

  private constructor() {
    this.#server.on('upgrade', (request, socket, head) => {
      if (!this.#knows(request)) return socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
      this.#sockets.handleUpgrade(request, socket, head, (line) => this.#talk(line))
    })
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Somebody says something. */
  say(more: Partial<Message> = {}): Message {
    const news = message(this.said.length + 1, more)
    this.said.push(news)
    for (const line of this.#listening) tell(line, { type: 'message', message: news })
    return news
  }

  /** Ends all lines: without a word, as a network does, or with a code. */
  cut(code?: number): void {
    for (const line of this.#sockets.clients) code ? line.close(code) : line.terminate()
  }

  #talk(line: WebSocket): void {
    line.on('close', () => this.#listening.delete(line))
    line.on('message', (data) => this.#act(line, JSON.parse(String(data))))
    const sessionId = '55555555-5555-4555-8555-555555555555' as Extract<ServerFrame, { type: 'ready' }>['sessionId']
    tell(line, { type: 'ready', sessionId, profileId: ada, heartbeatMs: 25_000 })
  }

  #act(line: WebSocket, frame: ClientFrame): void {
    if (frame.type === 'send') this.#hear(line, frame)
    if (frame.type !== 'subscribe') return
    for (const missed of this.said.slice(frame.afterSeq)) tell(line, { type: 'message', message: missed })
    tell(line, { type: 'subscribed', roomId: room, seq: this.said.length, revision: 0 })
    this.#listening.add(line)
  }

  #hear(line: WebSocket, frame: Send): void {
    const { clientId, text } = frame
    const fate = this.fateOf(frame)
    const keep = () => this.said.find((other) => other.clientId === clientId) ?? this.say({ clientId, text })
    if (fate === 'said') {
      const { seq, sentAt } = keep()
      tell(line, { type: 'ack', clientId, roomId: room, seq, sentAt })
    } else if (fate === 'refused') {
      const problem = new Problem('unavailable', { retryAfter: 0 }).toJSON()
      tell(line, { type: 'problem', roomId: room, clientId, problem })
    } else {
      if (fate === 'unanswered') keep()
      line.terminate()
    }
  }

  #answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const reply = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const tokens = () => ({ accessToken: String(this.token), refreshToken: 'refresh', expiresIn: 600 })
    const path = url.slice(API_PREFIX.length)
    if (path === '/auth/login') reply(200, { ...tokens(), profile: PROFILE })
    else if (path === '/auth/refresh' && !this.isOver) {
      this.renewals++
      reply(200, tokens())
    } else if (path === '/me' && this.#knows({ headers })) reply(200, PROFILE)
    else reply(401, new Problem('not_signed_in').toJSON())
  }

  #knows({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
    return !this.isOver && headers.authorization === `Bearer ${this.token}`
  }
}

function tell(line: WebSocket, frame: ServerFrame): void {
  line.send(JSON.stringify(z.encode(ServerFrame, frame)))
}
