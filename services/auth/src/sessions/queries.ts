import type { ProfileId, SessionId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Insertable } from 'kysely'
import type { Db, SessionsTable } from '../database.ts'

/** Places somebody is signed in that one answer shows: the latest used. */
const MAX_LISTED = 100

export async function addSession(db: Db, session: Insertable<SessionsTable>): Promise<void> {
  await db.insertInto('sessions').values(session).execute()
}

export function sessionOfFamily(db: Db, refreshFamily: string) {
  return db.selectFrom('sessions').selectAll().where('refreshFamily', '=', refreshFamily).executeTakeFirst()
}

/**
 * Puts the next refresh token in the place of the one presented, in one statement: of many who present the same one
 * at once, one succeeds.
 * @returns false when the token presented is not the one that works now, or the session is over
 */
export async function rotate(db: Db, id: SessionId, presented: string, next: string): Promise<boolean> {
  const now = new Date()
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ refreshHash: next, lastUsedAt: now })
    .where('id', '=', id)
    .where('refreshHash', '=', presented)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Those of the given sessions that have not ended. */
export async function liveAmong(db: Db, ids: SessionId[]): Promise<SessionId[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', 'in', ids)
    .where('expiresAt', '>', new Date())
    .execute()
  return rows.map(({ id }) => id)
}

export function sessionsOf(db: Db, profileId: ProfileId) {
  return db
    .selectFrom('sessions')
    .select(['id', 'device', 'createdAt', 'lastUsedAt'])
    .where('profileId', '=', profileId)
    .where('expiresAt', '>', new Date())
    .orderBy('lastUsedAt', 'desc')
    .limit(MAX_LISTED)
    .execute()
}

/**
 * Ends a person's session: its row goes and the news for the other services is written down, together or not at all.
 * @returns false when there was no such session, or it had ended before
 */
export function removeSession(db: Db, { id, profileId }: Pick<SessionsTable, 'id' | 'profileId'>): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('sessions')
      .where('id', '=', id)
      .where('profileId', '=', profileId)
      .executeTakeFirstOrThrow()
    if (numDeletedRows === 0n) return false
    const ended = { sessionId: id, profileId, endedAt: new Date() }
    await transaction.insertInto('endedSessions').values(ended).execute()
    await enqueue(transaction, { type: 'session_ended', ...ended })
    return true
  })
}

export function endedSince(db: Db, time: Date) {
  return db.selectFrom('endedSessions').select(['sessionId', 'endedAt']).where('endedAt', '>', time).execute()
}
