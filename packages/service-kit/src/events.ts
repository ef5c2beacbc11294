import { type HouseEvent, Problem, PUBLISHERS, takeEvent } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'

/** What a service does when it hears of an event. It may hear of it twice. */
export type EventHandlers = {
  [T in HouseEvent['type']]?: (event: Extract<HouseEvent, { type: T }>) => void | Promise<void>
}

export const eventRoutes: FastifyPluginAsyncZod<{ handlers: EventHandlers }> = async (app, { handlers }) => {
  app.route({
    ...takeEvent,
    handler: async ({ body, caller }, reply) => {
      if (PUBLISHERS[body.type] !== caller) throw new Problem('not_found')
      await (handlers[body.type] as ((event: HouseEvent) => unknown) | undefined)?.(body)
      return reply.code(204).send()
    },
  })
}
