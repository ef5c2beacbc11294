import { Problem } from '@snug/contracts'
import { createService, type Service } from '@snug/service-kit'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { docsRoutes } from './docs/routes.ts'
import { openLimits } from './door/limits.ts'
import { refuseForeignPages } from './door/origin.ts'
import { refuseOddRequests } from './door/requests.ts'
import { openServer } from './door/server.ts'
import { knowPeople, requireSessions } from './door/session.ts'
import { healthRoutes } from './health/routes.ts'
import { Hub } from './live/hub.ts'
import type { Line } from './live/line.ts'
import { Live } from './live/live.ts'
import { liveRoutes } from './live/routes.ts'
import { proxyRoutes } from './proxy/routes.ts'
import { webRoutes } from './web/routes.ts'

/** Requests under way at the end have this long, in ms; a little less than the process has (REL-14). */
const PATIENCE_MS = 8_000

/** The two doors of the house: `front` for people, `inner` for the other services. */
export async function buildGateway(config: Config) {
  const hub = new Hub<Line>()
  const inner: Service = await createService({
    name: 'gateway',
    config,
    events: { session_ended: ({ sessionId }) => hub.endSession(sessionId) },
    checks: [
      () => {
        if (!front.server.listening) throw new Problem('unavailable')
      },
    ],
  })
  const live = new Live({ config, hub, house: inner.house, authority: inner.authority, log: inner.log })
  const front = await buildFront(config, inner, live)
  return {
    front,
    live,
    inner,
    log: front.log,
    async listen({ host = config.HOST, port = config.PORT } = {}): Promise<string> {
      await inner.listen({ host: config.INTERNAL_HOST ?? host, port: config.INTERNAL_PORT })
      return front.listen({ host, port })
    },
    /** People first, so that what they still wait for can be answered from inside. */
    async close(): Promise<void> {
      const late = setTimeout(() => front.server.closeAllConnections(), PATIENCE_MS)
      await front.close()
      clearTimeout(late)
      await inner.close()
    },
  }
}

async function buildFront(config: Config, { house, authority }: Service, live: Live): Promise<FastifyInstance> {
  const app = openServer(config)
  refuseOddRequests(app)
  await knowPeople(app, authority)
  refuseForeignPages(app, config.PUBLIC_ORIGINS)
  requireSessions(app, authority)
  const limits = await openLimits(app, config)

  await app.register(proxyRoutes, { config, house, limits })
  await app.register(liveRoutes, { live, limits })
  await app.register(healthRoutes, { house, limits })
  await app.register(docsRoutes, { origin: config.PUBLIC_ORIGINS[0] ?? '', limits })
  await app.register(webRoutes, { root: config.WEB_ROOT })
  return app
}
