import { randomUUID } from 'node:crypto'
import { editMe, findProfiles, getMe, getProfile, Problem, type ProfileId, signup } from '@snug/contracts'
import { isDuplicate } from '@snug/service-kit'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import type { Passwords } from '../passwords/passwords.ts'
import { requireGoodPassword } from './good-password.ts'
import {
  addPerson,
  editPerson,
  editPrivacy,
  keyOf,
  own,
  peopleByIds,
  peopleByPrefix,
  personByLogin,
  personByUsername,
  requirePerson,
} from './queries.ts'

interface Needs {
  db: Db
  passwords: Passwords
  outbox: Pick<Outbox, 'flush'>
  /** Characters a new password has at least. */
  minimum: number
}

export const peopleRoutes: FastifyPluginAsyncZod<Needs> = async (app, { db, passwords, outbox, minimum }) => {
  app.route({
    ...signup,
    handler: async ({ body }, reply) => {
      requireGoodPassword(body.password, body.username, minimum)
      // Asked before the costly hash; the unique key decides all the same.
      if (await personByLogin(db, body.username)) throw new Problem('username_taken')
      const person = await addPerson(db, {
        id: randomUUID() as ProfileId,
        username: body.username,
        usernameKey: keyOf(body.username),
        displayName: body.displayName ?? body.username,
        bio: body.bio,
        email: body.email?.toLowerCase() ?? null,
        passwordHash: await passwords.hash(body.password),
        createdAt: new Date(),
      }).catch((error) => {
        if (!isDuplicate(error)) throw error
        const key = /profiles_email'$/.test(String(error.message)) ? 'email_taken' : 'username_taken'
        throw new Problem(key, { cause: error })
      })
      return reply.code(201).send({ profile: own(person) })
    },
  })

  app.route({ ...getMe, handler: async ({ user }) => own(await requirePerson(db, user.profileId)) })

  app.route({
    ...editMe,
    handler: async ({ user, body }) => {
      const { privacy = {}, ...changes } = body
      await editPerson(db, user.profileId, changes)
      await editPrivacy(db, user.profileId, privacy)
      if (privacy.seen === false) await outbox.flush()
      return own(await requirePerson(db, user.profileId))
    },
  })

  app.route({ ...getProfile, handler: async ({ params }) => own(await requirePerson(db, params.profileId)) })

  app.route({
    ...findProfiles,
    handler: async ({ query: { username, ids, q = '' } }) => {
      if (ids) return { items: await peopleByIds(db, ids) }
      if (username) return { items: await personByUsername(db, username) }
      return { items: await peopleByPrefix(db, q) }
    },
  })
}
