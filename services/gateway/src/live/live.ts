import type { Socket } from 'node:net'
import { CLOSE, type ClientFrame, getLiveSessions, Problem, type ProfileId } from '@snug/contracts'
import { type Authority, type House, type SignedInUser, unpackBlocks } from '@snug/service-kit'
import type { FastifyBaseLogger } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import type { Config } from '../config.ts'
import { Appearances } from './appearances.ts'
import { chatroomAway, Feed } from './feed.ts'
import { type About, pong, problemFrame, read, ready, unsubscribed } from './frames.ts'
import type { Hub } from './hub.ts'
import { HEARTBEAT_MS, Line } from './line.ts'
import { Bucket } from './throttle.ts'

const SWEEP_MS = 10_000
const EXPIRE_MS = 1_000
/** How often auth is asked which sessions of open lines still live, in ms: tokens run out, events can get lost. */
const SESSIONS_MS = 60_000
const SESSIONS_AT_ONCE = 1_000
/** Lines that closed have this long, in ms, to hear why. */
const FAREWELL_MS = 1_000
/** Refusals that a line may cause at once, and a second, before it is closed. */
const PATIENCE = { burst: 20, perSecond: 1 }

/** Messages of one line that chatroom may owe an answer; it answers in milliseconds, or has trouble enough. */
const MAX_UNANSWERED = 1_000

interface LiveNeeds {
  config: Config
  hub: Hub<Line>
  house: House
  authority: Authority
  log: FastifyBaseLogger
}

/** The people's sockets: what they say goes to the feed, what the feed says goes to them. */
export class Live {
  readonly #needs: LiveNeeds
  readonly #feed: Feed
  readonly #appearances = new Appearances((request) => this.#feed.send(request))
  readonly #sends = new Map<ProfileId, Bucket>()
  readonly #timers: NodeJS.Timeout[] = []
  /** News is kept for the end of this turn. */
  #leaving: NodeJS.Immediate | undefined
  /** Chatroom wants to know when it has left. */
  #asked = false
  stopping = false

  constructor(needs: LiveNeeds) {
    this.#needs = needs
    const { hub, house, log } = needs
    this.#feed = new Feed(
      house,
      {
        opened: () => [...hub.resume(), ...this.#appearances.all()],
        closed: () => this.#giveUp(),
        heard: (data) => this.#hear(data),
      },
      log,
    )
    hub.moved = (line) => this.#appearances.moved(line)
  }

  start(): void {
    this.#feed.start()
    this.#every(HEARTBEAT_MS, () => {
      for (const line of this.#needs.hub.lines) line.beat()
    })
    this.#every(EXPIRE_MS, () => this.#expire())
    this.#every(SWEEP_MS, () => this.#sweep())
    this.#every(SESSIONS_MS, () => void this.checkSessions())
  }

  /** Whether this person may have one more line. */
  hasRoomFor(profileId: ProfileId): boolean {
    return this.#unlimited || this.#needs.hub.linesOf(profileId) < this.#needs.config.LINES_PER_PERSON
  }

  /** Takes a fresh WebSocket of a signed-in person. */
  open(ws: WebSocket, socket: Socket, user: SignedInUser): void {
    const { hub, authority, config, log } = this.#needs
    const line = new Line(ws, socket, user, config.UNSENT_BYTES)
    hub.add(line)
    const talk = this.#talkOf(line)
    ws.on('message', (data, isBinary) => talk(isBinary ? undefined : data))
    ws.on('ping', (data) => talk(data, () => line.pong(data)))
    ws.on('pong', () => line.alive())
    ws.on('error', (err) => log.info({ err: err.message, line: line.id }, 'line broke'))
    ws.on('close', () => {
      this.#appearances.closed(line)
      hub.remove(line)
    })
    // Between the session check and this moment the session may have ended.
    if (authority.hasEnded(user.sessionId) === true) line.close(CLOSE.sessionEnded, 'session ended')
    line.say(ready(user.sessionId, user.profileId, HEARTBEAT_MS))
  }

  /** Closes lines whose session ended without our hearing of it. While auth is away everybody stays. */
  async checkSessions(): Promise<void> {
    const { hub, house, log } = this.#needs
    const open = hub.sessionIds()
    try {
      for (let at = 0; at < open.length; at += SESSIONS_AT_ONCE) {
        const asked = open.slice(at, at + SESSIONS_AT_ONCE)
        const { sessionIds } = await house.ask(getLiveSessions, { body: { sessionIds: asked } })
        const living = new Set(sessionIds)
        for (const sessionId of asked) if (!living.has(sessionId)) hub.endSession(sessionId)
      }
    } catch (err) {
      log.warn({ err }, 'auth cannot say which sessions live')
    }
  }

  /** Sends everybody away with 1012: come back in a moment. Resolves when they are gone. */
  async stop(): Promise<void> {
    this.stopping = true
    for (const timer of this.#timers) clearInterval(timer)
    const { hub } = this.#needs
    for (const line of hub.lines) line.close(CLOSE.restart, 'restarting')
    for (const until = Date.now() + FAREWELL_MS; Date.now() < until && !isEmpty(hub.lines); )
      await new Promise((resolve) => setTimeout(resolve, 20))
    for (const line of hub.lines) line.terminate()
    this.#appearances.stop()
    this.#feed.stop()
  }

  /** All that the feed brings in one turn of the loop leaves at its end. */
  #hear(data: Buffer): void {
    const { hub } = this.#needs
    for (const { head, frames } of unpackBlocks(data)) {
      if (head.to === 'ask') this.#asked = true
      else hub.hear({ head, frames })
    }
    this.#leaving ??= setImmediate(() => this.#tell())
  }

  #tell(): void {
    this.#needs.hub.flush()
    if (this.#asked) this.#feed.send({ type: 'told' })
    this.#asked = false
    this.#leaving = undefined
  }

  get #unlimited(): boolean {
    return this.#needs.config.RATE_LIMITS === 'off'
  }

  /** What to do with each thing that a line says: bounded in speed, read once, acted on. */
  #talkOf(line: Line) {
    const { config } = this.#needs
    const frames = this.#bucket(config.LIVE_FRAMES_PER_SECOND, 2 * config.LIVE_FRAMES_PER_SECOND)
    const patience = new Bucket(PATIENCE.perSecond, PATIENCE.burst)
    const refuse = (about?: About) => {
      if (!patience.take()) return line.close(CLOSE.tooMany, 'too fast')
      line.say(problemFrame(new Problem('too_many_requests', { retryAfter: 1 }), about))
    }
    return (data: RawData | undefined, control?: () => void) => {
      if (line.closing) return
      line.alive()
      if (!frames.take()) return refuse()
      if (control) return control()
      const heard = data && read(data.toString())
      if (!heard) return line.close(CLOSE.badFrame, 'not a frame of snug.v1')
      if ('faults' in heard)
        return line.say(problemFrame(new Problem('invalid_body', { errors: heard.faults }), heard.about))
      if (heard.frame.type === 'send' && !this.#sendsOf(line.profileId).take()) return refuse(heard.frame)
      this.#act(line, heard.frame)
    }
  }

  #act(line: Line, frame: ClientFrame): void {
    const { profileId } = line
    if (frame.type === 'ping') line.say(pong)
    else if (frame.type === 'subscribe') this.#subscribe(line, frame)
    else if (frame.type === 'send') this.#send(line, frame)
    else if (frame.type === 'unsubscribe') {
      this.#needs.hub.leave(line, frame.roomId)
      line.say(unsubscribed(frame.roomId))
    } else if (frame.type === 'appear') this.#appearances.appear(line, frame.here)
    else if (!this.#feed.send({ ...frame, profileId }) && frame.type === 'read')
      line.say(problemFrame(chatroomAway(), { roomId: frame.roomId }))
  }

  #send(line: Line, frame: Extract<ClientFrame, { type: 'send' }>): void {
    const { unanswered, id, profileId } = line
    if (unanswered.size < MAX_UNANSWERED && this.#feed.send({ ...frame, line: id, profileId }))
      unanswered.set(frame.clientId, frame.roomId)
    else line.say(problemFrame(chatroomAway(), frame))
  }

  /** The feed broke. Whether what is unanswered was stored nobody here knows; saying it again with its clientId is safe. */
  #giveUp(): void {
    const { hub } = this.#needs
    hub.expire()
    for (const line of hub.lines) {
      for (const [clientId, roomId] of line.unanswered) line.write(problemFrame(chatroomAway(), { clientId, roomId }))
      line.unanswered.clear()
      line.flush()
    }
  }

  /** While chatroom is away the wish is kept, and told when the feed is open again. */
  #subscribe(line: Line, { roomId, afterSeq }: Extract<ClientFrame, { type: 'subscribe' }>): void {
    const { hub, config } = this.#needs
    const known = line.rooms.has(roomId) || line.asked.has(roomId)
    if (!known && line.rooms.size + line.asked.size >= config.ROOMS_PER_LINE) {
      const detail = `One line listens to ${config.ROOMS_PER_LINE} rooms at most.`
      line.say(problemFrame(new Problem('too_many_requests', { detail }), { roomId }))
    } else if (hub.want(line, roomId, afterSeq)) {
      this.#feed.send({ type: 'subscribe', line: line.id, profileId: line.profileId, roomId, afterSeq })
    }
  }

  #sweep(): void {
    const { hub } = this.#needs
    for (const roomId of hub.sweep()) this.#feed.send({ type: 'drop', roomId })
    // Not at once when the last line closes, else dialling anew would be a way to send faster.
    for (const profileId of this.#sends.keys()) if (hub.linesOf(profileId) === 0) this.#sends.delete(profileId)
  }

  #expire(): void {
    if (this.#feed.open) return
    for (const [line, roomId] of this.#needs.hub.expire()) line.say(problemFrame(chatroomAway(), { roomId }))
  }

  /** Per person, not per line, so that more devices are not more speed. */
  #sendsOf(profileId: ProfileId): Bucket {
    const { LIVE_SENDS_PER_SECOND, LIVE_SEND_BURST } = this.#needs.config
    return this.#sends.getOrInsertComputed(profileId, () => this.#bucket(LIVE_SENDS_PER_SECOND, LIVE_SEND_BURST))
  }

  #bucket(perSecond: number, burst: number): Bucket {
    return this.#unlimited ? new Bucket(0, Number.POSITIVE_INFINITY) : new Bucket(perSecond, burst)
  }

  #every(ms: number, act: () => void): void {
    this.#timers.push(setInterval(act, ms).unref())
  }
}

function isEmpty(some: Iterable<unknown>): boolean {
  for (const _ of some) return false
  return true
}
