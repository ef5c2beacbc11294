import { getAccessKeys } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Keys } from './keys.ts'

export const keyRoutes: FastifyPluginAsyncZod<{ keys: Keys }> = async (app, { keys }) => {
  app.route({ ...getAccessKeys, handler: () => keys.published })
}
