import { attachPhotos, getPhoto, Problem, type ProfileId, type Variant } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import type { Gallery } from './gallery.ts'
import type { Membership } from './membership.ts'
import { attach, described, type PhotoRow } from './queries.ts'
import { KEPT, sendPhoto } from './view.ts'

interface Needs {
  db: Db
  gallery: Gallery
  membership: Membership
}

export const photoRoutes: FastifyPluginAsyncZod<Needs> = async (app, { db, gallery, membership }) => {
  app.route({
    ...attachPhotos,
    handler: async ({ body }) => ({ photos: (await attach(db, body)).map(described) }),
  })

  app.route({
    ...getPhoto,
    handler: async (request, reply) => {
      const { photoId, variant } = request.params
      const photo = await gallery.find(photoId)
      await requireSight(membership, photo, variant, request.user.profileId)
      return sendPhoto({ request, reply, gallery, caching: KEPT }, photo, variant)
    },
  })
}

/** A picture's owner sees all of it; others what a message carries into a room of theirs, and never the original. */
async function requireSight(membership: Membership, photo: PhotoRow, variant: Variant, me: ProfileId): Promise<void> {
  if (photo.ownerId === me) return
  const isOthers = variant !== 'original' && photo.attachedAt !== null
  if (!isOthers || !(await membership.isMember(photo.roomId, me))) throw new Problem('photo_not_found')
}
