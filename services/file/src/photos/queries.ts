import { type PhotoId, Problem, type ProfileId, type RoomId } from '@snug/contracts'
import type { Insertable, Selectable } from 'kysely'
import type { Db, PhotosTable } from '../database.ts'

export type PhotoRow = Selectable<PhotosTable>

/** As a contract says it. More than a reader needs is dropped by the contract of the reply. */
export const described = (photo: PhotoRow) => ({
  ...photo,
  state: 'ready' as const,
  animated: photo.animated === 1,
})

export async function addPhotos(db: Db, photos: Insertable<PhotosTable>[]): Promise<void> {
  await db.insertInto('photos').values(photos).execute()
}

export function requirePhoto(db: Db, id: PhotoId): Promise<PhotoRow> {
  return db
    .selectFrom('photos')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Problem('photo_not_found'))
}

interface Batch {
  ownerId: ProfileId
  roomId: RoomId
  photoIds: PhotoId[]
}

/**
 * Marks pictures as part of a message; again changes nothing. One statement marks and locks them, so that the sweeper
 * cannot take one away in between.
 * @returns them in the order asked
 * @throws Problem photo_not_found if one of them is missing, somebody else's, or in another room; then none is marked
 */
export function attach(db: Db, { ownerId, roomId, photoIds }: Batch): Promise<PhotoRow[]> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('photos')
      .set((eb) => ({ attachedAt: eb.fn.coalesce('attachedAt', eb.val(new Date())) }))
      .where('id', 'in', photoIds)
      .where('ownerId', '=', ownerId)
      .where('roomId', '=', roomId)
      .execute()
    const marked = await transaction
      .selectFrom('photos')
      .selectAll()
      .where('id', 'in', photoIds)
      .where('ownerId', '=', ownerId)
      .where('roomId', '=', roomId)
      .execute()
    const byId = new Map(marked.map((photo) => [photo.id, photo]))
    return photoIds.map((id) => {
      const photo = byId.get(id)
      if (!photo) throw new Problem('photo_not_found')
      return photo
    })
  })
}

/** What a person keeps here. */
export async function usageOf(db: Db, ownerId: ProfileId): Promise<{ photos: number; bytes: number }> {
  const usage = await db
    .selectFrom('photos')
    .select((eb) => [eb.fn.countAll().as('photos'), eb.fn.sum('bytes').as('bytes')])
    .where('ownerId', '=', ownerId)
    .executeTakeFirstOrThrow()
  return { photos: Number(usage.photos), bytes: Number(usage.bytes ?? 0) }
}

/** How many rows one statement deletes, so that none holds its locks for long. */
const SWEPT_AT_ONCE = 500

/** Forgets pictures that were uploaded before `since` and sent in no message. */
export async function forgetUnattached(db: Db, since: Date): Promise<void> {
  for (;;) {
    const { numDeletedRows } = await db
      .deleteFrom('photos')
      .where('attachedAt', 'is', null)
      .where('createdAt', '<', since)
      .limit(SWEPT_AT_ONCE)
      .executeTakeFirst()
    if (numDeletedRows < SWEPT_AT_ONCE) return
  }
}

/** Which of these uploads some picture still needs. */
export async function uploadsInUse(db: Db, sha256s: string[]): Promise<Set<string>> {
  if (sha256s.length === 0) return new Set()
  const rows = await db.selectFrom('photos').select('sha256').distinct().where('sha256', 'in', sha256s).execute()
  return new Set(rows.map(({ sha256 }) => sha256))
}
