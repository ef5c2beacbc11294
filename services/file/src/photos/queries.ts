import { type ClientId, type Photo, type PhotoId, Problem, type ProfileId, type RoomId } from '@snug/contracts'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db, PhotosTable } from '../database.ts'
import { describedUpload, uploadsByIds } from '../uploads/queries.ts'

export type PhotoRow = Selectable<PhotosTable>

/** As a contract says it. More than a reader needs is dropped by the contract of the reply. */
export const described = (photo: PhotoRow) => ({ ...photo, state: 'ready' as const, animated: photo.animated === 1 })

export async function addPhotos(db: Db, photos: Insertable<PhotosTable>[]): Promise<void> {
  if (photos.length > 0) await db.insertInto('photos').values(photos).execute()
}

export function findPhoto(db: Db, id: PhotoId): Promise<PhotoRow | undefined> {
  return db.selectFrom('photos').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function requirePhoto(db: Db, id: PhotoId): Promise<PhotoRow> {
  const photo = await findPhoto(db, id)
  if (!photo) throw new Problem('photo_not_found')
  return photo
}

type Whose = Pick<PhotoRow, 'ownerId' | 'roomId' | 'clientId'>

/** Pictures by their ids, here or on their way. @param isWanted leaves out the others */
async function picturesById(db: Db, photoIds: readonly PhotoId[], isWanted: (row: Whose) => boolean) {
  // Uploads first: one that becomes a photo in between is found in the second place.
  const uploads = await uploadsByIds(db, photoIds)
  const photos = await db.selectFrom('photos').selectAll().where('id', 'in', photoIds).execute()
  return new Map<PhotoId, Photo>([
    ...uploads.filter(isWanted).map((upload) => [upload.id, describedUpload(upload)] as const),
    ...photos.filter(isWanted).map((photo) => [photo.id, described(photo)] as const),
  ])
}

/** What is known of these pictures, in the order asked; those that are gone, or not wanted, are left out. */
export async function describeAll(
  db: Db,
  photoIds: readonly PhotoId[],
  isWanted: (row: Whose) => boolean = () => true,
): Promise<Photo[]> {
  const byId = await picturesById(db, photoIds, isWanted)
  return photoIds.flatMap((id) => byId.get(id) ?? [])
}

interface Batch {
  ownerId: ProfileId
  roomId: RoomId
  /** The message's. */
  clientId: ClientId
  photoIds: PhotoId[]
}

/**
 * Makes pictures part of a message, here or on their way; again changes nothing. The statements that mark also lock, so that
 * neither the sweeper nor a picture's arrival comes in between.
 * @returns them in the order asked
 * @throws Problem photo_not_found if one is missing, somebody else's, in another room or another message; then none is marked
 */
export function attach(db: Db, { ownerId, roomId, clientId, photoIds }: Batch): Promise<Photo[]> {
  return db.transaction().execute(async (transaction) => {
    // Uploads first: one that becomes a photo meanwhile holds its row until it is there.
    for (const table of ['uploads', 'photos'] as const)
      await transaction
        .updateTable(table)
        .set({ clientId, ...(table === 'photos' && { attachedAt: new Date() }) })
        .where('id', 'in', photoIds)
        .where('ownerId', '=', ownerId)
        .where('roomId', '=', roomId)
        .where('clientId', 'is', null)
        .$if(table === 'photos', (query) => query.where(sql<boolean>`attached_at is null`))
        .execute()
    const byId = await picturesById(
      transaction,
      photoIds,
      (row) => row.ownerId === ownerId && row.roomId === roomId && row.clientId === clientId,
    )
    return photoIds.map((id) => {
      const photo = byId.get(id)
      if (!photo) throw new Problem('photo_not_found')
      return photo
    })
  })
}

/** Equal bytes that this person may know of: their own, or those of a picture that a message shows in this room. */
export async function findEqual(
  db: Db,
  { sha256, bytes }: { sha256: string; bytes: number },
  { ownerId, roomId }: { ownerId: ProfileId; roomId: RoomId },
): Promise<PhotoRow | undefined> {
  return db
    .selectFrom('photos')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('bytes', '=', bytes)
    .where((where) =>
      where.or([
        where('ownerId', '=', ownerId),
        where.and([where('roomId', '=', roomId), where('attachedAt', 'is not', null)]),
      ]),
    )
    .orderBy((by) => by.case().when('ownerId', '=', ownerId).then(by.ref('ownsOriginal')).else(-1).end(), 'desc')
    .limit(1)
    .executeTakeFirst()
}
