import type { AvatarId, ProfileId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Db } from '../database.ts'

/** Which of these are somebody's. */
export async function avatarsAmong(db: Db, ids: AvatarId[]): Promise<Set<AvatarId>> {
  const rows = ids.length > 0 ? await db.selectFrom('avatars').select('id').where('id', 'in', ids).execute() : []
  return new Set(rows.map(({ id }) => id))
}

/**
 * Shows this picture beside somebody's name from now on, and tells profile.
 * @returns the one that it took the place of
 */
export function replaceAvatar(db: Db, ownerId: ProfileId, id: AvatarId): Promise<AvatarId | undefined> {
  return db.transaction().execute(async (transaction) => {
    const fresh = { id, createdAt: new Date() }
    // Locks the row that is there, so that profile hears of two changes in the order in which they were made. To lock the
    // place of one that is not there would be in the way of other people's.
    await transaction
      .insertInto('avatars')
      .values({ ownerId, ...fresh })
      .onDuplicateKeyUpdate({ ownerId })
      .execute()
    const old = await lockedAvatar(transaction, ownerId)
    if (old !== id) await transaction.updateTable('avatars').set(fresh).where('ownerId', '=', ownerId).execute()
    await enqueue(transaction, { type: 'avatar_changed', profileId: ownerId, avatarId: id })
    return old === id ? undefined : old
  })
}

/** Shows none any more. @returns the one that was shown */
export function removeAvatar(db: Db, ownerId: ProfileId): Promise<AvatarId | undefined> {
  return db.transaction().execute(async (transaction) => {
    const old = await lockedAvatar(transaction, ownerId)
    if (!old) return undefined
    await transaction.deleteFrom('avatars').where('ownerId', '=', ownerId).execute()
    await enqueue(transaction, { type: 'avatar_changed', profileId: ownerId, avatarId: null })
    return old
  })
}

async function lockedAvatar(db: Db, ownerId: ProfileId): Promise<AvatarId | undefined> {
  const row = await db.selectFrom('avatars').select('id').where('ownerId', '=', ownerId).forUpdate().executeTakeFirst()
  return row?.id
}
