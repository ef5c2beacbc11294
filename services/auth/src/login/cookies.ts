import { ACCESS_COOKIE, ACCESS_SECONDS, REFRESH_COOKIE } from '@snug/contracts'
import type { FastifyReply } from 'fastify'

const HIDDEN = { httpOnly: true, sameSite: 'strict' } as const
/** The refresh token travels to auth's own addresses and to no others. */
const PATHS = { [ACCESS_COOKIE]: '/api/v1', [REFRESH_COOKIE]: '/api/v1/auth' } as const

/** Where a browser keeps a session: out of reach for scripts and for other sites (SEC-10). */
export class Cookies {
  readonly #secure: boolean

  constructor(origins: string[]) {
    this.#secure = origins.every((origin) => origin.startsWith('https:'))
  }

  /** @param until when the session ends at the latest */
  set(reply: FastifyReply, tokens: { accessToken: string; refreshToken: string }, until: Date): void {
    const seconds = Math.ceil((until.getTime() - Date.now()) / 1000)
    this.#set(reply, ACCESS_COOKIE, tokens.accessToken, ACCESS_SECONDS)
    this.#set(reply, REFRESH_COOKIE, tokens.refreshToken, seconds)
  }

  clear(reply: FastifyReply): void {
    this.#set(reply, ACCESS_COOKIE, '', 0)
    this.#set(reply, REFRESH_COOKIE, '', 0)
  }

  #set(reply: FastifyReply, name: keyof typeof PATHS, value: string, maxAge: number): void {
    reply.setCookie(name, value, { ...HIDDEN, path: PATHS[name], maxAge, secure: this.#secure })
  }
}
