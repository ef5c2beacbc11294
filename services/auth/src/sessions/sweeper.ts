import { ACCESS_SECONDS } from '@snug/contracts'
import type { Db } from '../database.ts'
import { removeSession } from './queries.ts'

/** Sessions ended in one go; the next round takes the rest. */
const BATCH = 500
/** Clocks of two machines may differ by this much, twice. */
const SLACK_MS = 60_000

/** Before this, a session that ended has no access token left that looks fresh. */
export const lastOfConcern = (now = Date.now()): Date => new Date(now - ACCESS_SECONDS * 1000 - SLACK_MS)

/** Ends the sessions whose time is over, and forgets sessions and accounts that ended long ago. */
export async function sweep(db: Db): Promise<void> {
  const expired = await db
    .selectFrom('sessions')
    .select(['id', 'profileId'])
    .where('expiresAt', '<=', new Date())
    .limit(BATCH)
    .execute()
  for (const session of expired) await removeSession(db, session)
  await db.deleteFrom('endedSessions').where('endedAt', '<', lastOfConcern()).execute()
  await db.deleteFrom('closedAccounts').where('closedAt', '<', lastOfConcern()).execute()
}
