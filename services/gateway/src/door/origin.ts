import { Problem } from '@snug/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A GET that acts all the same: the handshake of a socket. */
    acts?: boolean
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A page of somebody else's may not act here in a member's name (SEC-21): a browser says in `Origin` or `Sec-Fetch-Site`
 * which page asks, and a cookie counts for nothing without that. Nothing is ever allowed by CORS headers.
 */
export function refuseForeignPages(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onRequest', (request, _, done) => {
    const { byCookie, routeOptions, method } = request
    const { acts = !SAFE.has(method), access } = routeOptions.config
    const asker = askerOf(request, origins)
    // A link from elsewhere may open the client's page, but what is private is not for elsewhere to embed.
    if (asker === 'foreign' && (acts || (byCookie && access === 'signedIn'))) throw foreign(origins)
    if (asker === 'unknown' && acts && byCookie) throw foreign(origins)
    done()
  })
}

function askerOf({ headers }: FastifyRequest, origins: readonly string[]): 'own' | 'foreign' | 'unknown' {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined) return origins.includes(origin) ? 'own' : 'foreign'
  if (site === undefined || site === 'none') return 'unknown'
  return site === 'same-origin' ? 'own' : 'foreign'
}

const foreign = (origins: readonly string[]) =>
  new Problem('foreign_origin', { detail: `Pages of ${origins.join(', ')} may act here; PUBLIC_ORIGINS says which.` })
