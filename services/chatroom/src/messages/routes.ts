import {
  deleteMessage,
  editMessage,
  getMessage,
  listChanges,
  listMessages,
  listPhotoMonths,
  type Message,
  markUnread,
  Problem,
  postMessage,
} from '@snug/contracts'
import { type BodyHold, LongBodies, NO_HOLD } from '@snug/service-kit'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyReply } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import type { Reading } from '../members/reading.ts'
import { type LiveRooms, requireMember } from '../rooms/live-rooms.ts'
import { requireMembership } from '../rooms/queries.ts'
import type { Changes } from './changes.ts'
import { historyOf, photosOf } from './history.ts'
import type { Newest } from './newest.ts'
import { photoMonths } from './photo-pages.ts'
import { emptied, reworded } from './photos.ts'
import { requireMessage } from './queries.ts'
import { changesOf } from './revisions.ts'
import type { Speaking } from './speaking.ts'
import { deletionOf, onWire } from './wire.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The memory of a message with pictures in it. */
    bodyHold?: BodyHold
  }
}

interface Needs {
  db: Db
  rooms: LiveRooms
  newest: Newest
  speaking: Speaking
  changes: Changes
  reading: Reading
  outbox: Pick<Outbox, 'flush'>
}

/** Messages with pictures in them are held in memory until they are said: this many bytes at once, two of the longest. */
const LONG_BODIES_BYTES = 72 * 1024 * 1024

export const messageRoutes: FastifyPluginAsyncZod<Needs> = async (app, needs) => {
  const { db, rooms, newest, speaking, changes, reading, outbox } = needs
  const bodies = new LongBodies(LONG_BODIES_BYTES)
  app.decorateRequest('bodyHold')

  app.route({
    ...postMessage,
    onRequest: async (request, reply) => {
      request.bodyHold = await bodies.admit(request, reply)
    },
    handler: async ({ params, body, user, bodyHold = NO_HOLD }, reply) => {
      const message = await bodyHold.during(speaking.say({ ...body, roomId: params.roomId, authorId: user.profileId }))
      return reply.code(201).send(message)
    },
  })

  app.route({
    ...listMessages,
    handler: async ({ params: { roomId }, query, user }, reply) => {
      const room = await rooms.openFor(user.profileId, roomId)
      const isNewest = query.before === undefined && query.after === undefined && !query.with
      const page = isNewest
        ? await newest.page(room, query.limit)
        : await (query.with ? photosOf : historyOf)(db, room, query)
      requireMember(room, user.profileId) // they may have been removed since, and what was said then is in it
      return Buffer.isBuffer(page) ? sendJson(reply, page) : page
    },
  })

  app.route({
    ...listChanges,
    handler: async ({ params: { roomId }, query: { since, from }, user }) => {
      const room = await rooms.openFor(user.profileId, roomId)
      const page = await changesOf(db, room, since, from)
      requireMember(room, user.profileId)
      return page
    },
  })

  app.route({
    ...getMessage,
    handler: async ({ params: { roomId, seq }, user }) => {
      const room = await rooms.openFor(user.profileId, roomId)
      const message = await requireMessage(db, roomId, seq, { deleted: true })
      requireMember(room, user.profileId)
      return message
    },
  })

  app.route({
    ...listPhotoMonths,
    handler: async ({ params: { roomId }, user }) => {
      const room = await rooms.openFor(user.profileId, roomId)
      const items = await photoMonths(db, roomId)
      requireMember(room, user.profileId)
      return { items }
    },
  })

  app.route({
    ...editMessage,
    handler: async ({ params, body, user }) => {
      await requireMembership(db, params.roomId, user.profileId)
      const edited = await changes.change(
        params,
        (message) => {
          if (message.authorId !== user.profileId) throw new Problem('not_allowed')
          return reworded(message, body)
        },
        (message) => ({ type: 'message_edited', message: onWire(message) }),
      )
      return edited as Message
    },
  })

  app.route({
    ...deleteMessage,
    handler: async ({ params, user }, reply) => {
      const { role } = await requireMembership(db, params.roomId, user.profileId)
      const message = await requireMessage(db, params.roomId, params.seq, { deleted: true })
      if (message.authorId !== user.profileId && role === 'member') throw new Problem('not_allowed')
      if (!message.deletedAt) await changes.change(params, emptied, deletionOf)
      await outbox.flush()
      return reply.code(204).send()
    },
  })

  app.route({
    ...markUnread,
    handler: async ({ params, user }, reply) => {
      await reading.unread({ ...params, profileId: user.profileId })
      return reply.code(204).send()
    },
  })
}

/** A reply that was written before. */
const sendJson = (reply: FastifyReply, json: Buffer) =>
  reply.type('application/json; charset=utf-8').send(json) as never
