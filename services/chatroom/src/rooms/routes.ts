import { randomUUID } from 'node:crypto'
import { createRoom, deleteRoom, editRoom, getRoom, listRooms, type RoomId } from '@snug/contracts'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import type { Feed } from '../feed/feed.ts'
import type { Ledger } from '../messages/ledger.ts'
import type { Newest } from '../messages/newest.ts'
import type { LiveRooms } from './live-rooms.ts'
import {
  addRoom,
  deleteRoomRows,
  editRoomRow,
  publicRooms,
  requireRole,
  requireVisibleRoom,
  roomsOf,
} from './queries.ts'

interface Needs {
  db: Db
  rooms: LiveRooms
  newest: Newest
  ledger: Ledger
  feed: Feed
  outbox: Pick<Outbox, 'flush'>
}

export const roomRoutes: FastifyPluginAsyncZod<Needs> = async (app, { db, rooms, newest, ledger, feed, outbox }) => {
  app.route({
    ...createRoom,
    handler: async ({ body, user }, reply) => {
      const id = randomUUID() as RoomId
      await addRoom(db, { id, ...body, createdAt: new Date() }, user.profileId)
      feed.toPerson(user.profileId, { type: 'room_joined', roomId: id })
      return reply.code(201).send(await requireVisibleRoom(db, id, user.profileId))
    },
  })

  app.route({
    ...listRooms,
    handler: ({ query: { scope, limit, cursor }, user }) =>
      (scope === 'mine' ? roomsOf : publicRooms)(db, user.profileId, limit, cursor),
  })

  app.route({ ...getRoom, handler: ({ params, user }) => requireVisibleRoom(db, params.roomId, user.profileId) })

  app.route({
    ...editRoom,
    handler: async ({ params: { roomId }, body, user }) => {
      await requireRole(db, roomId, user.profileId, 'owner', 'moderator')
      await editRoomRow(db, roomId, body)
      feed.toRoom(roomId, { type: 'room_changed', roomId })
      return requireVisibleRoom(db, roomId, user.profileId)
    },
  })

  app.route({
    ...deleteRoom,
    handler: async ({ params: { roomId }, user }, reply) => {
      await requireRole(db, roomId, user.profileId, 'owner')
      const room = await rooms.open(roomId)
      if (room) await ledger.close(room)
      try {
        await db.transaction().execute((transaction) => deleteRoomRows(transaction, roomId))
      } finally {
        if (room) newest.forget(room)
        rooms.forget(roomId) // the next one to ask learns from the database whether it is still there
      }
      for (const profileId of room?.members ?? []) feed.evict(roomId, profileId) // also who is not listening now
      feed.end(roomId)
      await outbox.flush()
      return reply.code(204).send()
    },
  })
}
