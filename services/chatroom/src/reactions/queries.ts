import type { Message, ProfileId, RoomId, Seq } from '@snug/contracts'
import type { Db } from '../database.ts'

/** Who feels what about which message. */
export interface OneReaction {
  roomId: RoomId
  seq: Seq
  profileId: ProfileId
  emoji: string
}

/** @returns false when it was there already */
export async function addReactionRow(db: Db, reaction: OneReaction): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('reactions')
    .ignore()
    .values({ ...reaction, createdAt: new Date() })
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** @returns false when there was none */
export async function removeReactionRow(db: Db, reaction: OneReaction): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('reactions')
    .where(({ and }) => and({ ...reaction }))
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** All reactions to messages that are deleted. */
export async function removeReactions(db: Db, roomId: RoomId, seqs: Seq[]): Promise<void> {
  await db.deleteFrom('reactions').where('roomId', '=', roomId).where('seq', 'in', seqs).execute()
}

/** Who reacted first, after those who are named. */
export async function firstUnnamed(
  db: Db,
  { roomId, seq }: Pick<Message, 'roomId' | 'seq'>,
  emoji: string,
  named: readonly ProfileId[],
): Promise<ProfileId | undefined> {
  const row = await db
    .selectFrom('reactions')
    .select('profileId')
    .where(({ and }) => and({ roomId, seq, emoji }))
    .$if(named.length > 0, (query) => query.where('profileId', 'not in', named))
    .orderBy('createdAt')
    .orderBy('profileId')
    .limit(1)
    .executeTakeFirst()
  return row?.profileId
}

/** Some of what a person felt about anything. */
export function reactionsBy(db: Db, profileId: ProfileId, limit: number): Promise<OneReaction[]> {
  return db
    .selectFrom('reactions')
    .select(['roomId', 'seq', 'profileId', 'emoji'])
    .where('profileId', '=', profileId)
    .limit(limit)
    .execute()
}
