import { Problem, type ProfileId, type Role, type Room, RoomId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Insertable, SelectQueryBuilder, Updateable } from 'kysely'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, RoomsTable, Tables } from '../database.ts'
import { pageOf, readCursor } from '../pages.ts'
import type { LiveRoom } from './live-rooms.ts'

/**
 * The newest message of the room at hand, one step from the end of the primary key; max() or a join would read the whole room.
 * MySQL takes that step only when it is asked to order by the whole key.
 */
const newest = <O>(messages: SelectQueryBuilder<Tables & { rooms: RoomsTable }, 'rooms' | 'messages', O>) =>
  messages
    .whereRef('messages.roomId', '=', 'rooms.id')
    .orderBy('messages.roomId', 'desc')
    .orderBy('messages.seq', 'desc')
    .limit(1)

/** Every room with the caller's own place in it, if they have one. */
function roomsSeenBy(db: Db, profileId: ProfileId) {
  return db
    .selectFrom('rooms')
    .leftJoin('memberships as me', (join) =>
      join.onRef('me.roomId', '=', 'rooms.id').on('me.profileId', '=', profileId),
    )
    .select(['rooms.id', 'rooms.name', 'rooms.topic', 'rooms.visibility', 'rooms.createdAt', 'me.role', 'me.readSeq'])
    .select(({ fn, selectFrom }) => [
      fn.coalesce(selectFrom('messages').select('seq').$call(newest), sql<number>`0`).as('lastSeq'),
      fn.coalesce(selectFrom('messages').select('sentAt').$call(newest), 'rooms.createdAt').as('lastActiveAt'),
      selectFrom('memberships')
        .select(({ fn: { countAll } }) => countAll<number>().as('count'))
        .whereRef('memberships.roomId', '=', 'rooms.id')
        .as('memberCount'),
    ])
}

type RoomRow = Awaited<ReturnType<ReturnType<typeof roomsSeenBy>['execute']>>[number]

function toRoom({ role, readSeq, memberCount, ...row }: RoomRow): Room {
  const lastSeq = Number(row.lastSeq)
  const me = role ? { role, readSeq: readSeq ?? 0, unreadCount: Math.max(0, lastSeq - (readSeq ?? 0)) } : null
  return { ...row, lastSeq, memberCount: Number(memberCount), me }
}

const LivelyCursor = z.tuple([z.iso.datetime(), RoomId])
const NameCursor = z.tuple([z.string(), RoomId])

/** The caller's rooms, the liveliest first. */
export async function roomsOf(db: Db, profileId: ProfileId, limit: number, cursor?: string) {
  const [before, id] = cursor ? readCursor(LivelyCursor, cursor) : []
  const rows = await db
    .selectFrom(roomsSeenBy(db, profileId).where('me.role', 'is not', null).as('mine'))
    .selectAll()
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(last_active_at, id) < (${new Date(String(before))}, ${id})`),
    )
    .orderBy('lastActiveAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows as RoomRow[], limit, (last) => [last.lastActiveAt.toISOString(), last.id])
  return { items: items.map(toRoom), next }
}

/** Rooms anybody may join, by name. */
export async function publicRooms(db: Db, profileId: ProfileId, limit: number, cursor?: string) {
  const [after, id] = cursor ? readCursor(NameCursor, cursor) : []
  const rows = await roomsSeenBy(db, profileId)
    .where('rooms.visibility', '=', 'public')
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(rooms.name, rooms.id) > (${after}, ${id})`))
    .orderBy('rooms.name')
    .orderBy('rooms.id')
    .limit(limit + 1)
    .execute()
  const { items, next } = pageOf(rows, limit, (last) => [last.name, last.id])
  return { items: items.map(toRoom), next }
}

/** A room the caller is in, or may look at because it is public. */
export async function requireVisibleRoom(db: Db, roomId: RoomId, profileId: ProfileId): Promise<Room> {
  const row = await roomsSeenBy(db, profileId)
    .where('rooms.id', '=', roomId)
    .where((where) => where.or([where('me.role', 'is not', null), where('rooms.visibility', '=', 'public')]))
    .executeTakeFirstOrThrow(() => new Problem('room_not_found'))
  return toRoom(row)
}

/** The caller's place in a room of theirs. @throws Problem `room_not_found` for every other room */
export function requireMembership(db: Db, roomId: RoomId, profileId: ProfileId) {
  return db
    .selectFrom('memberships')
    .selectAll()
    .where('roomId', '=', roomId)
    .where('profileId', '=', profileId)
    .executeTakeFirstOrThrow(() => new Problem('room_not_found'))
}

/** The same, for what only some roles may do. @throws Problem `not_allowed` for a member of another role */
export async function requireRole(db: Db, roomId: RoomId, profileId: ProfileId, ...roles: Role[]) {
  const membership = await requireMembership(db, roomId, profileId)
  if (!roles.includes(membership.role)) throw new Problem('not_allowed')
  return membership
}

export async function addRoom(db: Db, room: Insertable<RoomsTable>, ownerId: ProfileId): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto('rooms').values(room).execute()
    await transaction
      .insertInto('memberships')
      .values({ roomId: room.id, profileId: ownerId, role: 'owner', joinedAt: room.createdAt, readSeq: 0 })
      .execute()
  })
}

export async function editRoomRow(db: Db, roomId: RoomId, changes: Updateable<RoomsTable>): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await db.updateTable('rooms').set(changes).where('id', '=', roomId).execute()
}

/**
 * The room, its members and all that was said in it; and writes down for other services that it is gone.
 * @param transaction nothing less, or a crash leaves half of it
 */
export async function deleteRoomRows(transaction: Db, roomId: RoomId): Promise<void> {
  await transaction.deleteFrom('rooms').where('id', '=', roomId).execute() // first: who joins waits for this row
  await transaction.deleteFrom('memberships').where('roomId', '=', roomId).execute()
  await transaction.deleteFrom('messages').where('roomId', '=', roomId).execute()
  await transaction.deleteFrom('photoMessages').where('roomId', '=', roomId).execute()
  await transaction.deleteFrom('reactions').where('roomId', '=', roomId).execute()
  await transaction.deleteFrom('places').where('roomId', '=', roomId).execute()
  await enqueue(transaction, { type: 'room_deleted', roomId })
}

/** What the living room keeps in mind of a room; undefined when there is none. */
export async function loadRoom(
  db: Db,
  roomId: RoomId,
): Promise<Pick<LiveRoom, 'lastSeq' | 'revision' | 'members'> | undefined> {
  const room = await db.selectFrom('rooms').select('revision').where('id', '=', roomId).executeTakeFirst()
  if (!room) return undefined
  const newest = db
    .selectFrom('messages')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('roomId', '=', roomId)
  const members = db.selectFrom('memberships').select('profileId').where('roomId', '=', roomId)
  const [{ seq }, rows] = await Promise.all([newest.executeTakeFirstOrThrow(), members.execute()])
  return {
    lastSeq: Number(seq ?? 0),
    revision: room.revision,
    members: new Set(rows.map(({ profileId }) => profileId)),
  }
}
