import multipart from '@fastify/multipart'
import {
  type Attachment,
  addInlinePhotos,
  attachPhotos,
  getPhoto,
  INLINE_BODY_BYTES,
  Problem,
  type ProfileId,
  uploadPhotos,
  type Variant,
} from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import type { Db } from '../database.ts'
import { requirePlace, throughGate } from './admission.ts'
import { bytesOfDataUrl } from './data-url.ts'
import type { Gate } from './gate.ts'
import type { Intake, Picture } from './intake.ts'
import type { Membership } from './membership.ts'
import { MULTIPART_LIMITS, picturesIn } from './multipart.ts'
import { attach, type PhotoRow, requirePhoto } from './queries.ts'
import type { Shelf } from './shelf.ts'
import { sendPhoto } from './view.ts'

interface Needs {
  config: Config
  db: Db
  shelf: Shelf
  intake: Intake
  membership: Membership
  gate: Gate
}

export const photoRoutes: FastifyPluginAsyncZod<Needs> = async (
  app,
  { config, db, shelf, intake, membership, gate },
) => {
  await app.register(multipart, { limits: MULTIPART_LIMITS, throwFileSizeLimit: false })
  app.decorateRequest('releaseBody', () => {})

  app.route({
    ...uploadPhotos,
    // The contract's limit is that of multipart, which is streamed and has limits of its own; this is JSON's.
    config: { ...uploadPhotos.config, bodyLimit: INLINE_BODY_BYTES },
    onRequest: [requirePlace(membership, intake), throughGate(gate, config)],
    handler: async (request, reply) => {
      const { user, params, body } = request
      if (!body && !request.isMultipart()) throw new Problem('invalid_body', { detail: 'Send a picture.' })
      const pictures = body ? decoded([body]) : picturesIn(request)
      const whose = { ownerId: user.profileId, roomId: params.roomId, attachedAt: null }
      const photos = await intake.add(pictures, whose, request.releaseBody)
      return reply.code(201).send({ photos: photos.map(described) })
    },
  })

  app.route({
    ...addInlinePhotos,
    onRequest: throughGate(gate, config),
    handler: async (request, reply) => {
      const { roomId, ownerId, attachments } = request.body
      const whose = { ownerId, roomId, attachedAt: null }
      const photos = await intake.add(decoded(attachments), whose, request.releaseBody)
      return reply.code(201).send({ photos: photos.map(described) })
    },
  })

  app.route({
    ...attachPhotos,
    handler: async ({ body }) => ({ photos: (await attach(db, body)).map(described) }),
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
  if (photo.ownerId === me) return
  const isOthers = variant !== 'original' && photo.attachedAt !== null
  if (!isOthers || !(await membership.isMember(photo.roomId, me))) throw new Problem('photo_not_found')
}

/** Decodes one picture at a time, and lets go of its text, which is a third larger than the picture. */
function* decoded(attachments: Attachment[]): Generator<Picture> {
  for (const attachment of attachments) {
    const bytes = bytesOfDataUrl(attachment.dataUrl)
    attachment.dataUrl = ''
    yield { alt: attachment.alt, bytes: [bytes] }
  }
}

/** More than a reader needs is dropped by the contract of the reply. */
const described = (photo: PhotoRow) => ({ ...photo, animated: photo.animated === 1 })
