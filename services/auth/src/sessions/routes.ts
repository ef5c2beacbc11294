import { endSession, endSessions, getEndedSessions, getLiveSessions, listSessions, Problem } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import { endedSince, liveAmong, sessionsOf } from './queries.ts'
import type { Sessions } from './sessions.ts'
import { lastOfConcern } from './sweeper.ts'

export const sessionRoutes: FastifyPluginAsyncZod<{ db: Db; sessions: Sessions }> = async (app, { db, sessions }) => {
  app.route({
    ...listSessions,
    handler: async ({ user }) => {
      const items = await sessionsOf(db, user.profileId)
      return { items: items.map((session) => ({ ...session, current: session.id === user.sessionId })) }
    },
  })

  app.route({
    ...endSession,
    handler: async ({ user: { profileId }, params: { sessionId }, log }, reply) => {
      if (!(await sessions.end({ id: sessionId, profileId }))) throw new Problem('session_not_found')
      log.info({ profileId, sessionId }, 'session ended')
      return reply.code(204).send()
    },
  })

  app.route({
    ...endSessions,
    handler: async ({ user: { profileId }, log }, reply) => {
      await sessions.endAll(profileId)
      log.info({ profileId }, 'all sessions ended')
      return reply.code(204).send()
    },
  })

  app.route({ ...getEndedSessions, handler: async () => ({ items: await endedSince(db, lastOfConcern()) }) })

  app.route({
    ...getLiveSessions,
    handler: async ({ body }) => ({ sessionIds: await liveAmong(db, body.sessionIds) }),
  })
}
