import multipart from '@fastify/multipart'
import { type Attachment, addInlinePhotos, INLINE_BODY_BYTES, LongText, Problem, uploadPhotos } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import type { Membership } from '../photos/membership.ts'
import { described } from '../photos/queries.ts'
import { requirePlace, throughGate } from './admission.ts'
import { bytesOfDataUrl } from './data-url.ts'
import type { Gate } from './gate.ts'
import type { Intake, Picture } from './intake.ts'
import { MULTIPART_LIMITS, picturesIn } from './multipart.ts'

interface Needs {
  config: Config
  intake: Intake
  membership: Membership
  gate: Gate
}

export const uploadRoutes: FastifyPluginAsyncZod<Needs> = async (app, { config, intake, membership, gate }) => {
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
