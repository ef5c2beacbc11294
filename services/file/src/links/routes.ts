import { randomUUID } from 'node:crypto'
import { API_PREFIX, createLink, getLink, type LinkId, listLinks, pathOf, revokeLink } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import type { Gallery } from '../photos/gallery.ts'
import { sendPhoto } from '../photos/view.ts'
import { addLink, type LinkRow, linksOf, removeLink, requireLinked, requireOwn } from './queries.ts'
import { Signer } from './signing.ts'

/** Kept, but asked about each time, so that a revoked link shows nothing any more. */
const ASKED_EACH_TIME = 'private, no-cache'

export const linkRoutes: FastifyPluginAsyncZod<{ db: Db; gallery: Gallery }> = async (app, { db, gallery }) => {
  const signer = await Signer.open(db)
  const described = (link: LinkRow) => ({
    ...link,
    url: `${API_PREFIX}${pathOf(getLink.url, { token: signer.sign(link) })}`,
  })

  app.route({
    ...createLink,
    handler: async ({ params, body, user }, reply) => {
      const createdAt = new Date()
      const seconds = Math.floor(createdAt.getTime() / 1000) + body.expiresIn
      const { variant } = body
      const link = { id: randomUUID() as LinkId, ...params, variant, createdAt, expiresAt: new Date(seconds * 1000) }
      await addLink(db, link, user.profileId)
      return reply.code(201).send(described(link))
    },
  })

  app.route({
    ...listLinks,
    handler: async ({ params: { photoId }, user }) => {
      await requireOwn(db, { photoId, ownerId: user.profileId })
      return { items: (await linksOf(db, photoId)).map(described) }
    },
  })

  app.route({
    ...revokeLink,
    handler: async ({ params: { photoId, linkId }, user }, reply) => {
      await requireOwn(db, { photoId, ownerId: user.profileId })
      await removeLink(db, photoId, linkId)
      return reply.code(204).send()
    },
  })

  app.route({
    ...getLink,
    handler: async (request, reply) => {
      const { variant, ...photo } = await requireLinked(db, signer.read(request.params.token))
      reply.header('referrer-policy', 'no-referrer')
      return sendPhoto({ request, reply, gallery, caching: ASKED_EACH_TIME }, photo, variant)
    },
  })
}
