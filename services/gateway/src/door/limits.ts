import rateLimit from '@fastify/rate-limit'
import { Problem, type RateClass } from '@snug/contracts'
import type { FastifyInstance, FastifyRequest, preParsingHookHandler } from 'fastify'
import type { Config } from '../config.ts'

const MINUTE_MS = 60_000
/** People and addresses remembered per class; the least recent is forgotten first. */
const REMEMBERED = 10_000

/** One limit per class of routes; a hook to be put on each route of the class, after the session check. */
export type Limits = Record<RateClass | 'connect', preParsingHookHandler>

/** Counts per signed-in person, else per address, IPv6 by /64 (SEC-20, SEC-41). Answers carry the RateLimit headers. */
export async function openLimits(app: FastifyInstance, config: Config): Promise<Limits> {
  await app.register(rateLimit, { global: false, enableDraftSpec: true, cache: REMEMBERED })
  if (config.RATE_LIMITS === 'off')
    app.log.warn('RATE_LIMITS=off: anybody may try any number of passwords. Never open such a house.')

  const limit = (max: number, perAddress = false) => {
    if (config.RATE_LIMITS === 'off') return ((_, __, body, done) => done(null, body)) satisfies preParsingHookHandler
    return app.rateLimit({
      max,
      timeWindow: MINUTE_MS,
      ...(!perAddress && { keyGenerator: personOrAddress }),
      errorResponseBuilder: (_, { ttl }) => new Problem('too_many_requests', { retryAfter: Math.ceil(ttl / 1000) }),
    }) as unknown as preParsingHookHandler
  }
  return {
    read: limit(config.RATE_READ),
    write: limit(config.RATE_WRITE),
    send: limit(config.RATE_SEND),
    upload: limit(config.RATE_UPLOAD),
    chunk: limit(config.RATE_CHUNK),
    login: limit(config.RATE_LOGIN, true),
    signup: limit(config.RATE_SIGNUP, true),
    connect: limit(config.RATE_CONNECT, true),
  }
}

const personOrAddress = ({ user, ip }: FastifyRequest) => user?.profileId ?? rateLimit.normalizeIP(ip)
