import multipart from '@fastify/multipart'
import {
  type Attachment,
  addInlinePhotos,
  cancelUpload,
  continueUpload,
  createUpload,
  INLINE_BODY_BYTES,
  LongText,
  Problem,
  reserveUploads,
  uploadAbilities,
  uploadOffset,
  uploadPhotos,
} from '@snug/contracts'
import { NO_HOLD } from '@snug/service-kit'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import type { Db } from '../database.ts'
import type { Membership } from '../photos/membership.ts'
import { described } from '../photos/queries.ts'
import type { Shelf } from '../storage/shelf.ts'
import { requirePiece, requirePlace, TUS_BYTES, throughGate } from './admission.ts'
import { bytesOfDataUrl } from './data-url.ts'
import { Gate } from './gate.ts'
import type { Intake, Picture } from './intake.ts'
import { MULTIPART_LIMITS, picturesIn } from './multipart.ts'
import type { Quota } from './quota.ts'
import { reserve } from './reserve.ts'
import type { UploadStore } from './store.ts'
import { tusFor } from './tus.ts'

/** Pieces by tus under way: they need no memory, and slow lines keep them long; each has an open file. */
const PIECES_AT_ONCE = 256

interface Needs {
  config: Config
  db: Db
  shelf: Shelf
  intake: Intake
  quota: Quota
  membership: Membership
  gate: Gate
  store: UploadStore
}

export const uploadRoutes: FastifyPluginAsyncZod<Needs> = async (app, needs) => {
  const { config, intake, quota, membership, gate, store } = needs
  await app.register(multipart, { limits: MULTIPART_LIMITS, throwFileSizeLimit: false })
  app.addContentTypeParser(TUS_BYTES, (_, body, done) => done(null, body))
  app.decorateRequest('bodyHold')

  app.route({
    ...uploadPhotos,
    // The contract's limit is that of multipart, which is streamed and has limits of its own; this is JSON's.
    config: { ...uploadPhotos.config, bodyLimit: INLINE_BODY_BYTES },
    onRequest: [requirePlace(membership, quota), throughGate(gate, config)],
    handler: async (request, reply) => {
      const { user, params, body, bodyHold = NO_HOLD } = request
      if (!body && !request.isMultipart()) throw new Problem('invalid_body', { detail: 'Send a picture.' })
      const pictures = body ? decoded([body]) : picturesIn(request)
      const whose = { ownerId: user.profileId, roomId: params.roomId }
      const photos = await bodyHold.during(intake.add(pictures, whose, () => bodyHold.release()))
      return reply.code(201).send({ photos: photos.map(described) })
    },
  })

  app.route({
    ...addInlinePhotos,
    onRequest: throughGate(gate, config),
    handler: async (request, reply) => {
      const { roomId, ownerId, attachments } = request.body
      const whose = { ownerId, roomId }
      const { bodyHold = NO_HOLD } = request
      const photos = await bodyHold.during(intake.add(decoded(attachments), whose, () => bodyHold.release()))
      return reply.code(201).send({ photos: photos.map(described) })
    },
  })

  app.route({
    ...reserveUploads,
    onRequest: requirePlace(membership), // what it costs is known from the body
    handler: async ({ params, body, user }, reply) => {
      const uploads = await reserve(needs, body.uploads, { roomId: params.roomId, ownerId: user.profileId })
      return reply.code(201).send({ uploads })
    },
  })

  const tus = tusFor(store)
  app.route({ ...uploadAbilities, handler: tus })
  app.route({ ...createUpload, handler: tus })
  app.route({ ...uploadOffset, handler: tus })
  const pieces = new Gate({ ...config, UPLOADS_AT_ONCE: PIECES_AT_ONCE })
  app.route({ ...continueUpload, onRequest: [requirePiece, throughGate(pieces, config)], handler: tus })
  app.route({ ...cancelUpload, handler: tus })
}

/** Pictures inside JSON, each to be read before the next comes. With the last one the memory of their body is given back. */
function* decoded(attachments: Attachment[]): Generator<Picture> {
  const long = attachments.map(({ dataUrl }) => dataUrl).find((url) => url instanceof LongText)
  try {
    for (const { alt, caption, dataUrl } of attachments) yield { alt, caption, bytes: bytesOfDataUrl(dataUrl) }
  } finally {
    long?.freeBody()
  }
}
