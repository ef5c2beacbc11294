import {
  changeRole,
  checkMember,
  findProfiles,
  inviteMember,
  joinRoom,
  listMembers,
  type Member,
  Problem,
  type ProfileId,
  type Role,
  type RoomId,
  removeMember,
} from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Db } from '../database.ts'
import type { Feed } from '../feed/feed.ts'
import { newestSeq } from '../messages/queries.ts'
import type { Presence } from '../presence/presence.ts'
import { isIntimate, type LiveRoom, type LiveRooms } from '../rooms/live-rooms.ts'
import { requireMembership, requireRole, requireVisibleRoom } from '../rooms/queries.ts'
import { addMember, dropMember, findMember, membersOf, requireMember, setRole } from './queries.ts'

interface Needs {
  db: Db
  house: House
  outbox: Pick<Outbox, 'flush'>
  rooms: LiveRooms
  presence: Presence
  feed: Feed
}

/** In large rooms nobody is told how far others have read. */
const asTold = (room: LiveRoom | undefined, member: Member): Member =>
  room && isIntimate(room) ? member : { ...member, seenSeq: 0 }

const RANK: Record<Role, number> = { member: 0, moderator: 1, owner: 2 }

export const memberRoutes: FastifyPluginAsyncZod<Needs> = async (app, needs) => {
  const { db, house, outbox, rooms, presence, feed } = needs
  async function admit(roomId: RoomId, profileId: ProfileId): Promise<Member> {
    // What was said before they came is not unread.
    if (await addMember(db, roomId, profileId, await newestSeq(db, roomId))) {
      await rooms.joined(roomId, profileId)
      feed.toPerson(profileId, { type: 'room_joined', roomId })
      feed.toRoom(roomId, { type: 'room_changed', roomId })
      presence.tell(roomId)
    }
    return show(roomId, profileId)
  }
  const show = async (roomId: RoomId, profileId: ProfileId) =>
    asTold(await rooms.open(roomId), await requireMember(db, roomId, profileId))

  app.route({
    ...listMembers,
    handler: async ({ params: { roomId }, query, user }) => {
      await requireMembership(db, roomId, user.profileId)
      const { items, next } = await membersOf(db, roomId, query.limit, query.cursor)
      const room = await rooms.open(roomId)
      return { items: items.map((member) => asTold(room, member)), next }
    },
  })

  app.route({
    ...joinRoom,
    handler: async (request) => {
      const { roomId, profileId } = request.params
      const me = request.user.profileId
      if (profileId === 'me' || profileId === me) {
        const room = await requireVisibleRoom(db, roomId, me)
        return room.me ? show(roomId, me) : admit(roomId, me)
      }
      await requireRole(db, roomId, me, 'owner', 'moderator')
      const { items } = await house.ask(findProfiles, { query: { ids: profileId } }, request)
      if (items.length === 0) throw new Problem('profile_not_found')
      return admit(roomId, profileId)
    },
  })

  app.route({
    ...inviteMember,
    handler: async (request) => {
      const { roomId } = request.params
      await requireRole(db, roomId, request.user.profileId, 'owner', 'moderator')
      const [person] = (await house.ask(findProfiles, { query: { username: request.body.username } }, request)).items
      if (!person) throw new Problem('profile_not_found')
      return admit(roomId, person.id)
    },
  })

  app.route({
    ...changeRole,
    handler: async ({ params: { roomId, ...params }, body, user }) => {
      await requireRole(db, roomId, user.profileId, 'owner')
      const profileId = params.profileId === 'me' ? user.profileId : params.profileId
      await requireMember(db, roomId, profileId)
      await setRole(db, roomId, profileId, body.role)
      feed.toRoom(roomId, { type: 'room_changed', roomId })
      return show(roomId, profileId)
    },
  })

  app.route({
    ...removeMember,
    handler: async ({ params: { roomId, ...params }, user }, reply) => {
      const mine = await requireMembership(db, roomId, user.profileId)
      const profileId = params.profileId === 'me' ? user.profileId : params.profileId
      if (profileId !== user.profileId) {
        const { role } = await requireMember(db, roomId, profileId)
        if (RANK[mine.role] <= RANK[role]) throw new Problem('not_allowed')
      }
      await dropMember(db, roomId, profileId)
      await rooms.left(roomId, profileId)
      feed.evict(roomId, profileId)
      feed.toRoom(roomId, { type: 'room_changed', roomId })
      presence.tell(roomId)
      await outbox.flush()
      return reply.code(204).send()
    },
  })

  app.route({
    ...checkMember,
    handler: async ({ params: { roomId, profileId } }) => {
      const member = await findMember(db, roomId, profileId)
      if (!member) throw new Problem('member_not_found')
      return member
    },
  })
}
