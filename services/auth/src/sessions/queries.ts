import { type HouseEvent, Problem, type ProfileId, type SessionId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Insertable } from 'kysely'
import type { Db, SessionsTable } from '../database.ts'

/** Places somebody is signed in that one answer shows: the latest used. */
const MAX_LISTED = 100

/**
 * Whoever closes the account meanwhile waits for this, and ends the session too.
 * @throws Problem `wrong_credentials` when it was closed since the password was checked
 */
export async function addSession(db: Db, session: Insertable<SessionsTable>): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const closed = await transaction
      .selectFrom('closedAccounts')
      .select('profileId')
      .where('profileId', '=', session.profileId)
      .forUpdate()
      .executeTakeFirst()
    if (closed) throw new Problem('wrong_credentials')
    await transaction.insertInto('sessions').values(session).execute()
  })
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

/** Sessions ended in one transaction. */
const BATCH = 500

/** Nobody logs in to this account any more; its sessions are still to be ended. */
export async function closeAccount(db: Db, profileId: ProfileId): Promise<void> {
  await db.insertInto('closedAccounts').ignore().values({ profileId, closedAt: new Date() }).execute()
}

/**
 * Ends the next of a person's sessions.
 * @param news is told to the other services with the last of them, after they are told of the sessions
 * @returns whether all have ended
 */
export function removeSessionsOf(db: Db, profileId: ProfileId, ...news: HouseEvent[]): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const mine = transaction.selectFrom('sessions').select('id').where('profileId', '=', profileId)
    const ids = (await mine.limit(BATCH).forUpdate().execute()).map(({ id }) => id)
    if (ids.length > 0) {
      const ended = ids.map((sessionId) => ({ sessionId, profileId, endedAt: new Date() }))
      await transaction.deleteFrom('sessions').where('id', 'in', ids).execute()
      await transaction.insertInto('endedSessions').values(ended).execute()
      await enqueue(transaction, ...ended.map((session) => ({ type: 'session_ended' as const, ...session })))
    }
    const all = ids.length < BATCH
    if (all) await enqueue(transaction, ...news)
    return all
  })
}

export function endedSince(db: Db, time: Date) {
  return db.selectFrom('endedSessions').select(['sessionId', 'endedAt']).where('endedAt', '>', time).execute()
}
