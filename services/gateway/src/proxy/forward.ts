import { API_PREFIX, BODY_BYTES, DEADLINE_MS, Problem, type Route } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Dispatcher } from 'undici'
import type { Config } from '../config.ts'
import { receive } from './body.ts'
import { Exchange } from './exchange.ts'
import { inward, outward } from './headers.ts'
import type { Pools } from './pools.ts'
import type { Pulse } from './pulse.ts'

/** Seconds after which to ask again for a service that is away. */
const RETRY_AFTER = 1

interface Needs {
  pools: Pools
  pulse: Pulse
  house: House
  config: Config
}

/** Carries requests of a route to its service and the answers back. Nothing is ever sent twice (REL-21). */
export function forwarder({ pools, pulse, house, config }: Needs, route: Route) {
  const { service, bodyLimit = BODY_BYTES, deadlineMs = DEADLINE_MS } = route.config
  const watch = deadlineMs > DEADLINE_MS ? (stopped: () => void) => pulse.watch(service, stopped) : undefined

  return async (request: FastifyRequest, reply: FastifyReply) => {
    const isGone = () => reply.raw.destroyed || request.raw.socket.destroyed
    try {
      const { content, streamed, sent } = await receive(request.raw, bodyLimit, config)
      const headers = inward(request, route.url, house.tokenFor(service))
      const length = request.headers['content-length']
      if (streamed && length) headers['content-length'] = length
      const pool = pools.of(service, streamed)
      if (isGone()) return reply.hijack()

      // Fastify would count a whole answer to HEAD, of which there is nothing, and say so.
      const exchange = new Exchange(request.method === 'HEAD')
      reply.raw.once('close', () => exchange.stop('the client left'))
      const arrived = awaiting({ ms: deadlineMs, watch, sent }, () => exchange.stop('no answer in time'))
      pool.dispatch(
        {
          method: request.method as Dispatcher.HttpMethod,
          path: (request.raw.url ?? '').slice(API_PREFIX.length),
          headers,
          body: content,
        },
        exchange,
      )
      const answer = await exchange.answer.finally(arrived)
      reply.code(answer.status).headers(outward(answer.headers))
      return reply.send(answer.body)
    } catch (cause) {
      if (isGone()) return reply.hijack()
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
}

/**
 * Calls `stop` when `ms` have passed after the body has been sent, or as soon as the service hangs.
 * @returns what to call when the answer is there
 */
function awaiting({ ms, watch, sent }: Wait, stop: () => void): () => void {
  const unwatch = watch?.(stop)
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  sent.then(() => {
    if (!isOver) timer = setTimeout(stop, ms)
  })
  return () => {
    isOver = true
    clearTimeout(timer)
    unwatch?.()
  }
}
