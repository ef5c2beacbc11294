import { ACCESS_SECONDS, checkPassword, login, logout, Problem, REFRESH_COOKIE, refresh } from '@snug/contracts'
import { type House, Throttle, verifyUser } from '@snug/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import type { Keys } from '../keys/keys.ts'
import { type Granted, type Session, type Sessions, UsedBefore } from '../sessions/sessions.ts'
import { addressOf, networkOf } from './address.ts'
import { Cookies } from './cookies.ts'

const MAX_DEVICE = 160

interface Needs {
  config: Config
  house: House
  keys: Keys
  sessions: Sessions
}

export const loginRoutes: FastifyPluginAsyncZod<Needs> = async (app, { config, house, keys, sessions }) => {
  const byName = new Throttle(config.WRONG_PER_NAME)
  const byAddress = new Throttle(config.WRONG_PER_ADDRESS)
  const cookies = new Cookies(config.PUBLIC_ORIGINS)

  // Whatever is logged about these requests says where they came from (SEC-47).
  app.addHook('onRequest', async (request) => {
    request.log = request.log.child({ address: addressOf(request) })
  })

  app.route({
    ...login,
    handler: async (request, reply) => {
      const { body, headers, log } = request
      const profile = await byAddress.attempt(networkOf(addressOf(request)), () =>
        byName.attempt(nameIn(body.login), () => house.ask(checkPassword, { body }, request)),
      )
      const granted = await sessions.start(profile.id, (headers['user-agent'] ?? '').slice(0, MAX_DEVICE))
      log.info(whoOf(granted.session), 'logged in')
      return { ...handOver(reply, granted), profile }
    },
  })

  app.route({
    ...refresh,
    handler: async (request, reply) => {
      const token = request.body?.refreshToken ?? request.cookies[REFRESH_COOKIE]
      if (!token) throw new Problem('not_signed_in')
      try {
        const granted = await byAddress.attempt(networkOf(addressOf(request)), () => sessions.renew(token))
        request.log.info(whoOf(granted.session), 'renewed')
        return handOver(reply, granted)
      } catch (error) {
        if (isRefusal(error)) cookies.clear(reply)
        if (error instanceof UsedBefore) request.log.warn(whoOf(error.session), 'a used refresh token; session ended')
        throw error
      }
    },
  })

  app.route({
    ...logout,
    handler: async (request, reply) => {
      const session = await leaving(request)
      const ended = await sessions.end(session)
      cookies.clear(reply)
      if (!ended) throw new Problem('already_logged_out')
      request.log.info(whoOf(session), 'logged out')
      return { sessionId: session.id }
    },
  })

  /** The session of the access token or, when that has run out, of the refresh cookie. */
  async function leaving(request: FastifyRequest): Promise<Pick<Session, 'id' | 'profileId'>> {
    try {
      await verifyUser(request)
      return { id: request.user.sessionId, profileId: request.user.profileId }
    } catch (error) {
      const session = isRefusal(error) && (await sessions.ownerOf(request.cookies[REFRESH_COOKIE]))
      if (!session) throw error
      return session
    }
  }

  /** Tokens for programs in the answer, and for browsers in cookies. */
  function handOver(reply: FastifyReply, { session, refreshToken }: Granted) {
    const accessToken = app.jwt.access.sign({ sub: session.profileId, sid: session.id }, keys.signer)
    const tokens = { accessToken, refreshToken, expiresIn: ACCESS_SECONDS }
    cookies.set(reply, tokens, session.expiresAt)
    return tokens
  }
}

/** One name in all its spellings. Spaces at its end count for nothing, as they do where MySQL compares it. */
const nameIn = (login: string) => login.normalize('NFKC').toLowerCase().trimEnd()

const whoOf = ({ id, profileId }: Pick<Session, 'id' | 'profileId'>) => ({ profileId, sessionId: id })

const isRefusal = (error: unknown) => error instanceof Problem && error.status === 401
