import { API_PREFIX, BODY_BYTES, DEADLINE_MS, Problem, type Route } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Dispatcher } from 'undici'
import type { Config } from '../config.ts'
import { receive } from './body.ts'
import { inward, outward } from './headers.ts'
import type { Pools } from './pools.ts'
import type { Pulse } from './pulse.ts'

/** Seconds after which to ask again for a service that is away. */
const RETRY_AFTER = 1
const EMPTY = new Set([204, 304])

interface Needs {
  pools: Pools
  pulse: Pulse
  house: House
  config: Config
}

/** Carries requests of a route to its service and the answers back, both as streams. Nothing is ever sent twice (REL-21). */
export function forwarder({ pools, pulse, house, config }: Needs, route: Route) {
  const { service, bodyLimit = BODY_BYTES, deadlineMs = DEADLINE_MS } = route.config
  const watch = deadlineMs > DEADLINE_MS ? (stopped: () => void) => pulse.watch(service, stopped) : undefined

  return async (request: FastifyRequest, reply: FastifyReply) => {
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    try {
      const { content, streamed, sent } = await receive(request.raw, bodyLimit, config)
      const headers = inward(request, route.url, house.tokenFor(service))
      const length = request.headers['content-length']
      if (streamed && length) headers['content-length'] = length
      const answer = await within({ ms: deadlineMs, watch, sent, gone: gone.signal }, (signal) =>
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

interface Wait {
  ms: number
  /** Feels the pulse of the service, where `ms` is longer than anybody should wait for one that hangs. */
  watch: ((stopped: () => void) => () => void) | undefined
  sent: Promise<unknown>
  gone: AbortSignal
}

/** Asks, and stops waiting `ms` after the body has been sent, or as soon as the service hangs or the client has gone. */
async function within<T>({ ms, watch, sent, gone }: Wait, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController()
  const stop = () => late.abort()
  const unwatch = watch?.(stop)
  let answered = false
  let timer: NodeJS.Timeout | undefined
  sent.then(() => {
    if (!answered) timer = setTimeout(stop, ms)
  })
  try {
    return await ask(AbortSignal.any([late.signal, gone]))
  } finally {
    answered = true
    clearTimeout(timer)
    unwatch?.()
  }
}
