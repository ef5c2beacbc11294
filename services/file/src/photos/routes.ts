import {
  attachPhotos,
  deletePhoto,
  describePhoto,
  describePhotos,
  getPhoto,
  Problem,
  type ProfileId,
  type Variant,
} from '@snug/contracts'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import type { Removal } from '../storage/removal.ts'
import type { Shelf } from '../storage/shelf.ts'
import { describedUpload, findUpload } from '../uploads/queries.ts'
import type { Membership } from './membership.ts'
import { attach, describeAll, described, type PhotoRow, requirePhoto } from './queries.ts'
import { sendPhoto } from './view.ts'

interface Needs {
  db: Db
  shelf: Shelf
  membership: Membership
  removal: Removal
  outbox: Pick<Outbox, 'flush'>
}

export const photoRoutes: FastifyPluginAsyncZod<Needs> = async (app, { db, shelf, membership, removal, outbox }) => {
  app.route({ ...attachPhotos, handler: async ({ body }) => ({ photos: await attach(db, body) }) })

  app.route({ ...describePhotos, handler: async ({ body }) => ({ photos: await describeAll(db, body.photoIds) }) })

  app.route({
    ...describePhoto,
    handler: async ({ params: { photoId }, user }) => {
      const upload = await findUpload(db, photoId)
      const photo = upload ?? (await requirePhoto(db, photoId))
      const isMine = photo.ownerId === user.profileId
      const isShown = photo.clientId !== null || ('attachedAt' in photo && photo.attachedAt !== null)
      if (!isMine && !(isShown && (await membership.isMember(photo.roomId, user.profileId))))
        throw new Problem('photo_not_found')
      return 'thumbhash' in photo ? described(photo) : describedUpload(photo)
    },
  })

  app.route({
    ...deletePhoto,
    handler: async ({ params: { photoId }, user }, reply) => {
      const which = { photoIds: [photoId], ownerId: user.profileId }
      if ((await removal.remove(which, { tellsMessages: true })) === 0) throw new Problem('photo_not_found')
      await outbox.flush()
      return reply.code(204).send()
    },
  })

  app.route({
    ...getPhoto,
    handler: async (request, reply) => {
      const { photoId, variant } = request.params
      const photo = await requirePhoto(db, photoId)
      await requireSight(membership, photo, variant, request.user.profileId)
      return sendPhoto({ request, reply, shelf }, photo, variant)
    },
  })
}

/** A picture's owner sees all of it; others what a message carries into a room of theirs, and never the original. */
async function requireSight(membership: Membership, photo: PhotoRow, variant: Variant, me: ProfileId): Promise<void> {
  if (photo.ownerId === me && (variant !== 'original' || photo.ownsOriginal === 1)) return
  const isOthers = variant !== 'original' && photo.attachedAt !== null
  if (!isOthers || !(await membership.isMember(photo.roomId, me))) throw new Problem('photo_not_found')
}
