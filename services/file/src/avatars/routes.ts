import { getAvatar, LongText, removeAvatar, setAvatar } from '@snug/contracts'
import { NO_HOLD } from '@snug/service-kit'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Config } from '../config.ts'
import { INERT, isKnown, KEPT } from '../photos/view.ts'
import { throughGate } from '../uploads/admission.ts'
import { bytesOfDataUrl } from '../uploads/data-url.ts'
import type { Gate } from '../uploads/gate.ts'
import type { Avatars } from './avatars.ts'

interface Needs {
  config: Config
  avatars: Avatars
  gate: Gate
  outbox: Pick<Outbox, 'flush'>
}

export const avatarRoutes: FastifyPluginAsyncZod<Needs> = async (app, { config, avatars, gate, outbox }) => {
  app.decorateRequest('bodyHold')

  app.route({
    ...setAvatar,
    onRequest: throughGate(gate, config),
    handler: async ({ user, body: { picture, crop }, bodyHold = NO_HOLD }) => {
      const letGo = () => {
        if (picture instanceof LongText) picture.freeBody()
        bodyHold.release()
      }
      const portrait = { bytes: bytesOfDataUrl(picture, '/picture'), crop }
      const avatarId = await bodyHold.during(avatars.set(user.profileId, portrait, letGo))
      await outbox.flush()
      return { avatarId }
    },
  })

  app.route({
    ...removeAvatar,
    handler: async ({ user }, reply) => {
      await avatars.remove(user.profileId)
      await outbox.flush()
      return reply.code(204).send()
    },
  })

  app.route({
    ...getAvatar,
    handler: async (request, reply) => {
      const { avatarId, size } = request.params
      const bytes = await avatars.read(avatarId, size)
      const etag = `"${avatarId}-${size}"`
      reply.headers({ etag, 'cache-control': KEPT })
      if (isKnown(request, etag)) return reply.code(304).send()
      return reply
        .headers({
          ...INERT,
          'content-type': 'image/webp',
          'content-disposition': `inline; filename="${avatarId}.webp"`,
        })
        .send(bytes)
    },
  })
}
