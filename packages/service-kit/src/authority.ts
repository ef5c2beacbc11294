import {
  ACCESS_SECONDS,
  getAccessKeys,
  getEndedSessions,
  type HouseEvent,
  type KeySet,
  Problem,
  type SessionId,
} from '@snug/contracts'
import type { House } from './house.ts'
import { pemOf } from './identity.ts'

/** Who says whether an access token is good: auth itself, or what another service has heard from it. */
export interface Authority {
  /** PEM of the access-token key of that name, or undefined: then the token is not ours. */
  publicKey(kid: string): string | undefined | Promise<string | undefined>
  hasEnded(sessionId: SessionId): boolean | Promise<boolean>
  /** False until enough is known to judge. */
  ready(): boolean
  close(): void
}

/** All start at once, and auth is ready a moment later; when it is not, each is patient. */
const FIRST_RETRY_MS = 25
const LAST_RETRY_MS = 500
/** An unknown key makes us ask again, but no stranger makes us ask more often than this. */
const REFRESH_MS = 2_000
/** Clocks of two machines may differ by this much. */
const SLACK_MS = 30_000

/** What a service other than auth knows: auth's public keys, and the sessions that ended lately. */
export class RemoteAuthority implements Authority {
  readonly #house: House
  readonly #ended = new Map<SessionId, number>()
  #keys = new Map<string, string>()
  /** The last look at auth's keys; calls that come meanwhile share it. */
  #look: { at: number; done: Promise<void> } = { at: 0, done: Promise.resolve() }
  #ready = false
  #closed = false
  #timer: NodeJS.Timeout | undefined

  constructor(house: House) {
    this.#house = house
  }

  /** Asks auth until it answers; the service is not ready before. */
  start(retryMs = FIRST_RETRY_MS): void {
    this.#load().then(
      () => {
        this.#ready = true
      },
      () => {
        if (!this.#closed) this.#timer = setTimeout(() => this.start(Math.min(retryMs * 2, LAST_RETRY_MS)), retryMs)
      },
    )
  }

  publicKey(kid: string): string | undefined | Promise<string | undefined> {
    if (!this.#ready) throw new Problem('unavailable', { retryAfter: 1 })
    return this.#keys.get(kid) ?? this.#lookForKeys().then(() => this.#keys.get(kid))
  }

  hasEnded(sessionId: SessionId): boolean {
    return this.#ended.has(sessionId)
  }

  ready(): boolean {
    return this.#ready
  }

  /** To be called for each `session_ended`. Kept for as long as a token of the session could still look fresh. */
  end({ sessionId, endedAt }: Pick<Extract<HouseEvent, { type: 'session_ended' }>, 'sessionId' | 'endedAt'>): void {
    const now = Date.now()
    for (const [id, forgetAt] of this.#ended) if (forgetAt < now) this.#ended.delete(id)
    this.#ended.set(sessionId, endedAt.getTime() + ACCESS_SECONDS * 1000 + SLACK_MS)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  async #load(): Promise<void> {
    await this.#loadKeys()
    const { items } = await this.#house.ask(getEndedSessions, {})
    for (const ended of items) this.end(ended)
  }

  #lookForKeys(): Promise<void> {
    if (Date.now() - this.#look.at > REFRESH_MS) this.#look = { at: Date.now(), done: this.#loadKeys() }
    return this.#look.done
  }

  async #loadKeys(): Promise<void> {
    const { keys }: KeySet = await this.#house.ask(getAccessKeys, {})
    this.#keys = new Map(keys.map((key) => [key.kid, pemOf(key)]))
  }
}
