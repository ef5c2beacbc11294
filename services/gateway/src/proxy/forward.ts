import { API_PREFIX, BODY_BYTES, DEADLINE_MS, Problem, type Route } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Dispatcher } from 'undici'
import type { Config } from '../config.ts'
import { receive } from './body.ts'
import { inward, outward } from './headers.ts'
import type { Pools } from './pools.ts'

/** Seconds after which to ask again for a service that is away. */
const RETRY_AFTER = 1
const EMPTY = new Set([204, 304])

/** Carries requests of a route to its service and the answers back, both as streams. Nothing is ever sent twice (REL-21). */
export function forwarder({ pools, house, config }: { pools: Pools; house: House; config: Config }, route: Route) {
  const { service, bodyLimit = BODY_BYTES, deadlineMs = DEADLINE_MS } = route.config

  return async (request: FastifyRequest, reply: FastifyReply) => {
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    try {
      const { content, streamed, sent } = await receive(request.raw, bodyLimit, config)
      const headers = inward(request, route.url, house.tokenFor(service))
      const length = request.headers['content-length']
      if (streamed && length) headers['content-length'] = length
      const answer = await within(deadlineMs, sent, gone.signal, (signal) =>
        pools.of(service, streamed).request({
          method: request.method as Dispatcher.HttpMethod,
          path: (request.raw.url ?? '').slice(API_PREFIX.length),
          headers,
          body: content,
          signal,
        }),
      )
      reply.code(answer.statusCode).headers(outward(answer.headers))
      if (!EMPTY.has(answer.statusCode)) return reply.send(answer.body)
      await answer.body.dump()
      return reply.send(null)
    } catch (cause) {
      if (gone.signal.aborted || request.raw.socket.destroyed) return reply.hijack()
      if (cause instanceof Problem) throw cause
      throw new Problem('unavailable', { retryAfter: RETRY_AFTER, cause })
    }
  }
}

/** Asks, and stops waiting `ms` after the body has been sent, or when the client has gone. */
async function within<T>(
  ms: number,
  sent: Promise<unknown>,
  gone: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let answered = false
  sent.then(() => {
    if (!answered) timer = setTimeout(() => late.abort(), ms)
  })
  try {
    return await ask(AbortSignal.any([late.signal, gone]))
  } finally {
    answered = true
    clearTimeout(timer)
  }
}
