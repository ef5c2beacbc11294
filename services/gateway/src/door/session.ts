import cookie from '@fastify/cookie'
import { ACCESS_COOKIE } from '@snug/contracts'
import { type Authority, registerUserTokens, requireSession } from '@snug/service-kit'
import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** The browser vouched for the person, not the program that asks; such a request needs proof of its origin. */
    byCookie: boolean
  }
}

/** Learns who claims to ask: from the Authorization header or the cookie, and never from an address (SEC-10). */
export async function knowPeople(app: FastifyInstance, authority: Authority): Promise<void> {
  await app.register(cookie, { hook: false })
  registerUserTokens(app, authority)
  app.decorateRequest('byCookie', false)
  app.addHook('onRequest', (request, _, done) => {
    const { authorization, cookie: header } = request.headers
    if (authorization === undefined && header !== undefined) {
      const cookies = app.parseCookie(header)
      request.byCookie = Object.keys(cookies).some((name) => name.startsWith('snug_'))
      const token = cookies[ACCESS_COOKIE]
      if (token) request.headers.authorization = `Bearer ${token}`
    }
    done()
  })
}

/** Lets nobody past whose session does not live, where a route is for signed-in people. */
export function requireSessions(app: FastifyInstance, authority: Authority): void {
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.access === 'signedIn') await requireSession(request, authority)
  })
}
