import { deleteMessage, editMessage, listMessages, type Message, Problem, postMessage } from '@snug/contracts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import { type Feed, onWire } from '../feed/feed.ts'
import { requireMembership } from '../rooms/queries.ts'
import { messagesAfter, messagesBefore, newestSeq, requireMessage, rewriteMessage } from './queries.ts'
import type { Speaking } from './speaking.ts'

interface Needs {
  db: Db
  speaking: Speaking
  feed: Feed
}

export const messageRoutes: FastifyPluginAsyncZod<Needs> = async (app, { db, speaking, feed }) => {
  app.route({
    ...postMessage,
    handler: async ({ params, body, user }, reply) => {
      const message = await speaking.say({ ...body, roomId: params.roomId, authorId: user.profileId })
      return reply.code(201).send(message)
    },
  })

  app.route({
    ...listMessages,
    handler: async ({ params: { roomId }, query: { before, after, limit }, user }) => {
      await requireMembership(db, roomId, user.profileId)
      const [items, newest] = await Promise.all([
        after === undefined
          ? messagesBefore(db, roomId, before ?? Number.MAX_SAFE_INTEGER, limit)
          : messagesAfter(db, roomId, after, undefined, limit),
        newestSeq(db, roomId),
      ])
      const [first, last] = [items.at(0), items.at(-1)]
      return {
        items,
        next: last && last.seq < newest ? last.seq : null,
        prev: first && first.seq > 1 ? first.seq : null, // numbers have no holes: 1 is the first
      }
    },
  })

  app.route({
    ...editMessage,
    handler: async ({ params, body, user }) => {
      await requireMembership(db, params.roomId, user.profileId)
      const message = await requireMessage(db, params.roomId, params.seq)
      if (message.authorId !== user.profileId) throw new Problem('not_allowed')
      if (body.text.trim() === '' && message.photos.length === 0)
        throw new Problem('invalid_body', { errors: [{ pointer: '/text', detail: 'says nothing' }] })
      const edited: Message = { ...message, text: body.text, editedAt: new Date() }
      await rewriteMessage(db, edited)
      feed.toRoom(params.roomId, { type: 'message_edited', message: onWire(edited) })
      return edited
    },
  })

  app.route({
    ...deleteMessage,
    handler: async ({ params, user }, reply) => {
      const { role } = await requireMembership(db, params.roomId, user.profileId)
      const message = await requireMessage(db, params.roomId, params.seq)
      if (message.authorId !== user.profileId && role === 'member') throw new Problem('not_allowed')
      const deletedAt = new Date()
      await rewriteMessage(db, { ...message, text: '', photos: [], deletedAt })
      feed.toRoom(params.roomId, { type: 'message_deleted', ...params, deletedAt: deletedAt.toISOString() })
      return reply.code(204).send()
    },
  })
}
