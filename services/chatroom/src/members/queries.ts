import { type Member, Problem, type ProfileId, type Role, type RoomId, type Seq } from '@snug/contracts'
import { isDuplicate } from '@snug/service-kit'
import { enqueue } from '@snug/service-kit/database'
import { sql } from 'kysely'
import type { Db } from '../database.ts'

const MEMBER = ['profileId', 'role', 'joinedAt'] as const

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

/** In the order of joining, after the member named by the cursor. */
export async function membersOf(db: Db, roomId: RoomId, limit: number, cursor?: string) {
  const last = cursor ? await findMember(db, roomId, cursor as ProfileId) : undefined
  const rows = await db
    .selectFrom('memberships')
    .select(MEMBER)
    .where('roomId', '=', roomId)
    .$if(last !== undefined, (query) =>
      query.where(sql<boolean>`(joined_at, profile_id) > (${last?.joinedAt}, ${last?.profileId})`),
    )
    .orderBy('joinedAt')
    .orderBy('profileId')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.profileId ?? null) : null }
}

export async function countMembers(db: Db, roomId: RoomId): Promise<number> {
  const { count } = await db
    .selectFrom('memberships')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('roomId', '=', roomId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** @returns false when the person was in the room already */
export async function addMember(db: Db, roomId: RoomId, profileId: ProfileId, readSeq: Seq): Promise<boolean> {
  try {
    await db
      .insertInto('memberships')
      .values({ roomId, profileId, role: 'member', joinedAt: new Date(), readSeq })
      .execute()
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
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

export async function markRead(db: Db, roomId: RoomId, profileId: ProfileId, seq: Seq): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ readSeq: seq })
    .where('roomId', '=', roomId)
    .where('profileId', '=', profileId)
    .where('readSeq', '<', seq)
    .execute()
}
