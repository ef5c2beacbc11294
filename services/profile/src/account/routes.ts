import { deleteMe, Problem } from '@snug/contracts'
import { Throttle } from '@snug/service-kit'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import { asHashed, type Passwords } from '../passwords/passwords.ts'
import { requirePerson } from '../people/queries.ts'
import { deletePerson } from './queries.ts'

/** Wrong passwords in 15 minutes before tries have to wait, counted apart from those at log-in, which are auth's (SEC-03). */
const WRONG_PER_PERSON = 10

interface Needs {
  db: Db
  passwords: Passwords
  outbox: Pick<Outbox, 'flush'>
}

export const accountRoutes: FastifyPluginAsyncZod<Needs> = async (app, { db, passwords, outbox }) => {
  const byPerson = new Throttle(WRONG_PER_PERSON)

  app.route({
    ...deleteMe,
    handler: async ({ user: { profileId }, body, log }, reply) => {
      const { passwordHash } = await requirePerson(db, profileId)
      await byPerson.attempt(profileId, async () => {
        if (!(await passwords.matches(passwordHash, asHashed(body.password)))) throw new Problem('wrong_password')
      })
      await deletePerson(db, profileId)
      log.info({ profileId }, 'account deleted')
      await outbox.flush()
      return reply.code(204).send()
    },
  })
}
