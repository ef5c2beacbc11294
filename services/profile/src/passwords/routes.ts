import { checkPassword, Problem } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import { own, personByLogin, replaceHash } from '../people/queries.ts'
import { asHashed, type Passwords } from './passwords.ts'

export const passwordRoutes: FastifyPluginAsyncZod<{ db: Db; passwords: Passwords }> = async (
  app,
  { db, passwords },
) => {
  app.route({
    ...checkPassword,
    handler: async ({ body }) => {
      const person = await personByLogin(db, body.login)
      const password = asHashed(body.password)
      if (!(await passwords.matches(person?.passwordHash, password)) || !person) throw new Problem('wrong_credentials')
      if (passwords.isOutdated(person.passwordHash)) await replaceHash(db, person.id, await passwords.hash(password))
      return own(person)
    },
  })
}
