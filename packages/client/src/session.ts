import {
  API_PREFIX,
  type CallInput,
  call,
  getMe,
  LIVE_PROTOCOL,
  login,
  type OwnProfile,
  Problem,
  type Reply,
  type Route,
  refresh,
} from '@snug/contracts'
import type { Dial } from './connection.ts'

/** Seconds before its end from which on an access token is no longer shown; clocks and lines are slow. */
const SPARE_SECONDS = 30

type Tokens = Reply<typeof refresh>

/** Node's own WebSocket takes headers, which the DOM's type does not know. */
const HeaderedSocket = WebSocket as unknown as new (
  url: string,
  options: { protocols: string; headers: Record<string, string> },
) => WebSocket

/** A program that is signed in. It has no cookies but tokens, which it keeps in memory and renews in time. */
export class Session {
  readonly profile: OwnProfile
  readonly #house: string
  #tokens: Tokens
  /** When the access token is used for the last time, in ms on the clock of `performance`. */
  #goodUntil = 0
  #renewing: Promise<void> | undefined

  /**
   * @param house where it is: `http://localhost:8080`
   * @throws Problem `wrong_credentials`, `too_many_requests`, `unavailable`
   */
  static async logIn(house: string, credentials: { login: string; password: string }): Promise<Session> {
    const { profile, ...tokens } = await call({ baseUrl: `${house}${API_PREFIX}` }, login, { body: credentials })
    return new Session(house, profile, tokens)
  }

  private constructor(house: string, profile: OwnProfile, tokens: Tokens) {
    this.#house = house
    this.profile = profile
    this.#tokens = tokens
    this.#take(tokens)
  }

  /**
   * Calls a route as this person; renews the session first, or after a 401, when its access has run out.
   * @throws Problem of status 401 when the session is over: log in again
   */
  async call<R extends Route>(route: R, input: CallInput<R>): Promise<Reply<R>> {
    const headers = await this.headers()
    const { accessToken } = this.#tokens
    try {
      return await call({ baseUrl: this.#api, headers }, route, input)
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error
      if (accessToken === this.#tokens.accessToken) this.#goodUntil = 0
      return call({ baseUrl: this.#api, headers: await this.headers() }, route, input)
    }
  }

  /** Dials the live line as this person. */
  readonly dial: Dial = async (refused) => {
    // Not renewed at once: a refresh token works once, and it would be lost with the answer of a house that goes down.
    if (refused) await this.call(getMe, {})
    const url = `${this.#api.replace(/^http/, 'ws')}/live`
    return new HeaderedSocket(url, { protocols: LIVE_PROTOCOL, headers: await this.headers() })
  }

  /** Headers for requests that are no calls of a route: the bytes of pictures, up by tus and down. */
  async headers(): Promise<{ authorization: string }> {
    if (performance.now() > this.#goodUntil) await this.#renew()
    return { authorization: `Bearer ${this.#tokens.accessToken}` }
  }

  get #api(): string {
    return `${this.#house}${API_PREFIX}`
  }

  /** One at a time: a refresh token that is used twice ends the session. */
  #renew(): Promise<void> {
    const { refreshToken } = this.#tokens
    this.#renewing ??= call({ baseUrl: this.#api }, refresh, { body: { refreshToken } })
      .then((tokens) => this.#take(tokens))
      .finally(() => {
        this.#renewing = undefined
      })
    return this.#renewing
  }

  #take(tokens: Tokens): void {
    this.#tokens = tokens
    this.#goodUntil = performance.now() + (tokens.expiresIn - SPARE_SECONDS) * 1000
  }
}
