import { MAX_MEMBERS, type Member, Problem, ProfileId, type Role, type RoomId, type Seq } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database.ts'
import { pageOf, readCursor } from '../pages.ts'

const MEMBER = ['profileId', 'role', 'joinedAt', 'seenSeq'] as const

export function findMember(db: Db, roomId: RoomId, profileId: ProfileId): Promise<Member | undefined> {
  return db
    .selectFrom('memberships')
    .select(MEMBER)
    .where('roomId', '=', roomId)
    .where('profileId', '=', profileId)
    .executeTakeFirst()
}

export async function requireMember(db: Db, roomId: RoomId, profileId: ProfileId): Promise<Member> {
  const member = await findMember(db, roomId, profileId)
  if (!member) throw new Problem('member_not_found')
  return member
}

const Cursor = z.tuple([z.iso.datetime(), ProfileId])

/** In the order of joining, after the place that the cursor names. */
export async function membersOf(db: Db, roomId: RoomId, limit: number, cursor?: string) {
  const [after, id] = cursor ? readCursor(Cursor, cursor) : []
  const rows = await db
    .selectFrom('memberships')
    .select(MEMBER)
    .where('roomId', '=', roomId)
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(joined_at, profile_id) > (${new Date(String(after))}, ${id})`),
    )
    .orderBy('joinedAt')
    .orderBy('profileId')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ joinedAt, profileId }) => [joinedAt.toISOString(), profileId])
}

async function countMembers(db: Db, roomId: RoomId): Promise<number> {
  const { count } = await db
    .selectFrom('memberships')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('roomId', '=', roomId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Those who come at once wait for each other at the room's row, and for whoever deletes it.
 * @returns false when the person was in the room already
 * @throws Problem `room_full`, or `room_not_found` when it was deleted meanwhile
 */
export function addMember(db: Db, roomId: RoomId, profileId: ProfileId, readSeq: Seq): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .selectFrom('rooms')
      .select('id')
      .where('id', '=', roomId)
      .forUpdate()
      .executeTakeFirstOrThrow(() => new Problem('room_not_found'))
    if (await findMember(transaction, roomId, profileId)) return false
    if ((await countMembers(transaction, roomId)) >= MAX_MEMBERS) throw new Problem('room_full')
    await transaction
      .insertInto('memberships')
      .values({ roomId, profileId, role: 'member', joinedAt: new Date(), readSeq })
      .execute()
    return true
  })
}

/** @throws Problem `last_owner` when nobody else owns the room */
export async function setRole(db: Db, roomId: RoomId, profileId: ProfileId, role: Role): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (role !== 'owner') await requireAnotherOwner(transaction, roomId, profileId)
    await transaction
      .updateTable('memberships')
      .set({ role })
      .where('roomId', '=', roomId)
      .where('profileId', '=', profileId)
      .execute()
  })
}

/** Takes the person out, and writes down for other services that they are. @throws Problem `last_owner` */
export async function dropMember(db: Db, roomId: RoomId, profileId: ProfileId): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await requireAnotherOwner(transaction, roomId, profileId)
    await transaction
      .deleteFrom('memberships')
      .where('roomId', '=', roomId)
      .where('profileId', '=', profileId)
      .execute()
    await enqueue(transaction, { type: 'member_left', roomId, profileId })
  })
}

/** Two owners who leave at once wait for each other here, and the second one stays. */
async function requireAnotherOwner(transaction: Db, roomId: RoomId, profileId: ProfileId): Promise<void> {
  const owners = await transaction
    .selectFrom('memberships')
    .select('profileId')
    .where('roomId', '=', roomId)
    .where('role', '=', 'owner')
    .forUpdate()
    .execute()
  if (owners.length === 1 && owners[0]?.profileId === profileId) throw new Problem('last_owner')
}

/**
 * @param quiet the others do not learn of it, nor any longer of what was read before
 * @returns false when they had read that far already
 */
export async function markRead(
  db: Db,
  roomId: RoomId,
  profileId: ProfileId,
  seq: Seq,
  quiet = false,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({ readSeq: seq, seenSeq: quiet ? 0 : sql`greatest(seen_seq, ${seq})` })
    .where('roomId', '=', roomId)
    .where('profileId', '=', profileId)
    .where('readSeq', '<', seq)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Moves the person's own mark to before a message, forwards or back. */
export async function markUnread(db: Db, roomId: RoomId, profileId: ProfileId, seq: Seq): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ readSeq: seq - 1 })
    .where('roomId', '=', roomId)
    .where('profileId', '=', profileId)
    .execute()
}

/** Lets the others see what was read quietly before. @returns false when they see that already */
export async function markSeen(db: Db, roomId: RoomId, profileId: ProfileId, seq: Seq): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({ seenSeq: seq })
    .where('roomId', '=', roomId)
    .where('profileId', '=', profileId)
    .where('seenSeq', '<', seq)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Takes back what the others know of how far somebody has read. @returns the rooms where they knew something */
export async function hideSeen(db: Db, profileId: ProfileId): Promise<RoomId[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('roomId')
    .where('profileId', '=', profileId)
    .where('seenSeq', '>', 0)
    .execute()
  await db.updateTable('memberships').set({ seenSeq: 0 }).where('profileId', '=', profileId).execute()
  return rows.map(({ roomId }) => roomId)
}
