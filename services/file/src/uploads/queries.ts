import { type Photo, type PhotoId, Problem, type ProblemCode, type ProfileId, type RoomId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Selectable } from 'kysely'
import type { Db, UploadsTable } from '../database.ts'
import { addPhotos, described, type PhotoRow } from '../photos/queries.ts'

export type UploadRow = Selectable<UploadsTable>

/** Px of the place of a picture about which nothing is known: most are taken like this. */
const USUAL = { width: 1200, height: 900 }

/** The place of a picture, as a contract says it. */
export function describedUpload({ id, problem, width, height, alt, caption }: UploadRow): Photo {
  const size = width && height ? { width, height } : USUAL
  const words = { thumbhash: '', animated: false, alt, caption }
  return problem ? { id, state: 'failed', problem, ...size, ...words } : { id, state: 'pending', ...size, ...words }
}

export async function addUploads(db: Db, uploads: UploadRow[]): Promise<void> {
  if (uploads.length > 0) await db.insertInto('uploads').values(uploads).execute()
}

export function findUpload(db: Db, id: PhotoId): Promise<UploadRow | undefined> {
  return db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()
}

export function uploadsByIds(db: Db, ids: readonly PhotoId[]): Promise<UploadRow[]> {
  return db.selectFrom('uploads').selectAll().where('id', 'in', ids).execute()
}

export async function requireUploadById(db: Db, id: PhotoId): Promise<UploadRow> {
  const upload = await findUpload(db, id)
  if (!upload) throw new Problem('photo_not_found')
  return upload
}

/** All bytes are on the disk; from here on they are developed whatever happens. */
export async function markReceived(db: Db, id: PhotoId, sha256: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('uploads')
    .set({ receivedAt: new Date(), sha256, problem: null })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('photo_not_found')
}

/** Uploads that were received and not developed yet, in the order of coming. */
export function receivedUploads(db: Db): Promise<UploadRow[]> {
  return db.selectFrom('uploads').selectAll().where('receivedAt', 'is not', null).orderBy('receivedAt').execute()
}

/**
 * Puts a developed picture in the place of its upload, and tells the message that has it.
 * @returns false when the upload was given up meanwhile
 */
export function settle(db: Db, id: PhotoId, photoOf: (upload: UploadRow) => PhotoRow): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const upload = await transaction
      .selectFrom('uploads')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!upload) return false
    const photo = photoOf(upload)
    await addPhotos(transaction, [photo])
    await transaction.deleteFrom('uploads').where('id', '=', id).execute()
    await tell(transaction, upload, described(photo))
    return true
  })
}

/** What came was no picture. Its place stays, for it may be sent again. */
export function fail(db: Db, id: PhotoId, problem: ProblemCode): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await transaction.updateTable('uploads').set({ receivedAt: null, problem }).where('id', '=', id).execute()
    const upload = await findUpload(transaction, id)
    if (upload) await tell(transaction, upload, describedUpload(upload))
  })
}

async function tell(db: Db, { roomId, ownerId, clientId }: UploadRow, photo: Photo): Promise<void> {
  if (clientId) await enqueue(db, { type: 'photo_settled', roomId, ownerId, clientId, photo })
}

export interface Usage {
  photos: number
  bytes: number
}

/** What a person or a room keeps here, with what is still to come. */
export async function usageOf(db: Db, who: { ownerId: ProfileId } | { roomId: RoomId }): Promise<Usage> {
  const usages = await Promise.all([usageIn(db, 'photos', who), usageIn(db, 'uploads', who)])
  return { photos: usages[0].photos + usages[1].photos, bytes: usages[0].bytes + usages[1].bytes }
}

async function usageIn(
  db: Db,
  table: 'photos' | 'uploads',
  who: { ownerId: ProfileId } | { roomId: RoomId },
): Promise<Usage> {
  const usage = await db
    .selectFrom(table)
    .select((eb) => [eb.fn.countAll().as('photos'), eb.fn.sum('bytes').as('bytes')])
    .$if('ownerId' in who, (query) => query.where('ownerId', '=', (who as { ownerId: ProfileId }).ownerId))
    .$if('roomId' in who, (query) => query.where('roomId', '=', (who as { roomId: RoomId }).roomId))
    .executeTakeFirstOrThrow()
  return { photos: Number(usage.photos), bytes: Number(usage.bytes ?? 0) }
}
