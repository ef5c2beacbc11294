import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { API_PREFIX, LIVE_PROTOCOL, type RoomId, type Seq } from '@snug/contracts'
import {
  type BlockHead,
  FEED_PATH,
  type FeedRequest,
  packBlocks,
  type SignedInUser,
  textFrame,
} from '@snug/service-kit'
import { startNeighbours } from '@snug/service-kit/testing'
import type { FastifyInstance } from 'fastify'
import { WebSocket, WebSocketServer } from 'ws'
import { buildGateway } from '../src/app.ts'
import { Config } from '../src/config.ts'

export const ORIGIN = 'http://localhost:8080'

/** The gateway before stand-in services that answer as `answers` says, and a stand-in chatroom for its feed. */
export async function startGateway(
  t: TestContext,
  { answers, ...settings }: Partial<Config> & { answers?: (app: FastifyInstance) => void } = {},
) {
  const chatroom = new StandInChatroom()
  const neighbours = await startNeighbours(t, (app) => {
    app.addContentTypeParser('*', (_, __, done) => done(null))
    for (const url of ['/health/ready', '/health/live']) app.get(url, () => ({}))
    answers?.(app)
    chatroom.listenOn(app)
  })
  const config: Config = {
    ...Config.parse({}),
    ...neighbours.config,
    INTERNAL_PORT: 0,
    WEB_ROOT: temporaryFolder(t),
    ...settings,
  }
  const gateway = await buildGateway(config)
  const url = await gateway.listen()
  t.after(() => gateway.close())
  const innerUrl = `http://127.0.0.1:${(gateway.inner.server.address() as { port: number }).port}`
  while (!(await fetch(`${innerUrl}/health/ready`)).ok) await sleep(10)

  /** Calls a public address, as that person with an Authorization header. */
  const ask = (path: string, { as, ...init }: RequestInit & { as?: SignedInUser } = {}) => {
    const headers = new Headers(init.headers)
    if (as) headers.set('authorization', `Bearer ${neighbours.accessToken(as)}`)
    return fetch(`${url}${path.startsWith('/api') || path === '/' ? path : `${API_PREFIX}${path}`}`, {
      ...init,
      headers,
    })
  }
  /** Opens a line as a program does. */
  const dial = async (person: SignedInUser, headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${neighbours.accessToken(person)}`
    const line = new TestLine(url, { authorization, ...headers })
    t.after(() => line.ws.terminate())
    await line.hears('ready')
    return line
  }
  return { gateway, url, innerUrl, neighbours, chatroom, config, ask, dial }
}

export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'snug-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Waits until that is so; a test that waits for ever fails by its timeout. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (let waited = 0; waited < 10_000; waited += 5) {
    const found = look()
    if (found) return found
    await sleep(5)
  }
  throw new Error('It did not come to pass.')
}

interface Frame {
  type: string
  [name: string]: unknown
}

/** A person's socket, and all it has heard. */
export class TestLine {
  readonly heard: Frame[] = []
  readonly ws: WebSocket
  closed: { code: number; reason: string } | undefined

  constructor(url: string, headers: Record<string, string>, protocol: string[] = [LIVE_PROTOCOL]) {
    this.ws = new WebSocket(`${url.replace('http', 'ws')}${API_PREFIX}/live`, protocol, { headers })
    this.ws.on('message', (data) => this.heard.push(JSON.parse(String(data))))
    this.ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
    })
    this.ws.on('error', () => undefined)
  }

  say(frame: Frame): void {
    this.ws.send(JSON.stringify(frame))
  }

  hears(type: string): Promise<Frame> {
    return until(() => this.heard.find((frame) => frame.type === type))
  }

  async closes(): Promise<number> {
    return (await until(() => this.closed)).code
  }
}

/** Chatroom's end of the feed: hears what the gateway asks, says what a test wants said. */
export class StandInChatroom {
  readonly asked: FeedRequest[] = []
  readonly #server = new WebSocketServer({ noServer: true })
  #isAway = false

  listenOn(app: FastifyInstance): void {
    app.server.on('upgrade', (request, socket, head) => {
      if (this.#isAway || request.url !== FEED_PATH) return socket.destroy()
      this.#server.handleUpgrade(request, socket, head, (feed) => {
        feed.on('message', (data) => this.asked.push(...JSON.parse(String(data))))
      })
    })
    app.addHook('preClose', async () => {
      for (const feed of this.#server.clients) feed.terminate()
    })
  }

  /** The blocks of one turn. */
  say(...blocks: [BlockHead, ...Frame[]][]): void {
    const turn = blocks.map(([head, ...frames]) => ({
      head,
      frames: frames.map((frame) => textFrame(JSON.stringify(frame))),
    }))
    for (const feed of this.#server.clients) feed.send(packBlocks(turn))
  }

  asks<T extends FeedRequest['type']>(type: T): Promise<Extract<FeedRequest, { type: T }>> {
    return until(() => this.asked.find((request) => request.type === type)) as Promise<
      Extract<FeedRequest, { type: T }>
    >
  }

  leave(): void {
    this.#isAway = true
    this.asked.length = 0
    for (const feed of this.#server.clients) feed.terminate()
  }

  /** Its connections stay, and nothing on them is read or answered. */
  hang(): void {
    for (const feed of this.#server.clients) feed.pause()
  }

  comeBack(): void {
    this.#isAway = false
  }
}

/** Sends bytes as they are, and resolves to all that comes back until the connection closes or falls silent. */
export async function speak(
  url: string,
  bytes: string | Buffer,
  silenceMs = 500,
): Promise<{ text: string; closed: boolean }> {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let text = ''
  let closed = false
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    closed = true
  })
  socket.write(bytes)
  let length = -1
  while (!closed && length !== text.length) {
    length = text.length
    for (let waited = 0; waited < silenceMs && !closed; waited += 10) await sleep(10)
  }
  socket.destroy()
  return { text, closed }
}

export const kitchen = crypto.randomUUID() as RoomId
export const send = () => ({ type: 'send', roomId: kitchen, clientId: crypto.randomUUID(), text: 'the lake' })

/** The line asks for the kitchen, and chatroom lets it in. */
export async function sitDown(line: TestLine, chatroom: StandInChatroom, seq = 0 as Seq) {
  chatroom.asked.length = 0
  line.say({ type: 'subscribe', roomId: kitchen })
  const asked = await chatroom.asks('subscribe')
  chatroom.say([
    { to: 'line', line: asked.line, joins: kitchen, seq },
    { type: 'subscribed', roomId: kitchen, seq },
  ])
  await line.hears('subscribed')
  return asked.line
}
