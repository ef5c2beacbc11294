import { API_PREFIX, publicRoutes } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyPluginAsync } from 'fastify'
import type { Config } from '../config.ts'
import type { Limits } from '../door/limits.ts'
import { forwarder } from './forward.ts'
import { Pools } from './pools.ts'
import { Pulse } from './pulse.ts'

/** Every public route of the contracts, carried to the service that owns it. */
export const proxyRoutes: FastifyPluginAsync<{ config: Config; house: House; limits: Limits }> = async (app, needs) => {
  const pools = new Pools(needs.house, needs.config)
  const pulse = new Pulse(needs.house)
  app.addHook('onClose', () => pools.close())
  for (const route of publicRoutes) {
    app.route({
      method: route.method,
      url: `${API_PREFIX}${route.url}`,
      config: route.config,
      preParsing: needs.limits[route.config.rate ?? 'read'],
      handler: forwarder({ ...needs, pools, pulse }, route),
    })
  }
}
