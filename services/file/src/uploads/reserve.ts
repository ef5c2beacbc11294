import { randomUUID } from 'node:crypto'
import {
  API_PREFIX,
  type NewUpload,
  type Photo,
  type PhotoId,
  Problem,
  type ProfileId,
  type RoomId,
  UPLOADS_PATH,
} from '@snug/contracts'
import { isDuplicate } from '@snug/service-kit'
import type { Db } from '../database.ts'
import { addPhotos, describeAll, described, findEqual, type PhotoRow } from '../photos/queries.ts'
import type { Shelf } from '../storage/shelf.ts'
import { newPhoto } from './intake.ts'
import { addUploads, describedUpload, type UploadRow } from './queries.ts'
import type { Quota } from './quota.ts'

interface Needs {
  db: Db
  shelf: Shelf
  quota: Quota
}

interface Whose {
  ownerId: ProfileId
  roomId: RoomId
}

export const uploadUrl = (photoId: string) => `${API_PREFIX}${UPLOADS_PATH}/${photoId}`

/**
 * Keeps places for pictures. What is here already, and this person may know of, is not asked for again.
 * @throws Problem quota_reached, photo_not_found for an id that is somebody else's
 */
export async function reserve({ db, shelf, quota }: Needs, promised: readonly NewUpload[], whose: Whose) {
  const known = await describeOwn(db, promised, whose)
  const fresh = promised.filter(({ id }) => !id || !known.has(id))
  const holds: (() => void)[] = []
  try {
    const rows: (PhotoRow | UploadRow)[] = []
    for (const upload of fresh) {
      if (upload.sha256) holds.push(await shelf.hold(upload.sha256))
      rows.push((await copyOfEqual({ db, shelf }, upload, whose)) ?? newUpload(upload, whose))
    }
    await quota
      .spend(whose, [...fresh], () =>
        db.transaction().execute(async (transaction) => {
          const [here, toCome] = [rows.filter(isHere), rows.filter(isToCome)]
          await addPhotos(transaction, here)
          await addUploads(transaction, toCome)
          // After that, so that one which moves from the one table to the other meanwhile is found in either.
          await requireUnused(transaction, 'photos', toCome)
          await requireUnused(transaction, 'uploads', here)
        }),
      )
      .catch((error) => {
        throw isDuplicate(error) ? new Problem('photo_not_found', { cause: error }) : error
      })
    const added = rows.map((row) => (isHere(row) ? described(row) : describedUpload(row))).values()
    return promised.map(({ id }) => answerOf((id && known.get(id)) ?? (added.next().value as Photo)))
  } finally {
    for (const letGo of holds) letGo()
  }
}

/** Ids of pictures are known to all who see them: nobody takes one for a picture of their own. */
async function requireUnused(db: Db, table: 'photos' | 'uploads', rows: readonly { id: PhotoId }[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  const used = await db.selectFrom(table).select('id').where('id', 'in', ids).limit(1).forUpdate().executeTakeFirst()
  if (used) throw new Problem('photo_not_found')
}

const answerOf = (photo: Photo) => ({ photo, url: photo.state === 'ready' ? null : uploadUrl(photo.id) })

/** Those that this person asked for before, in this room. */
async function describeOwn(db: Db, promised: readonly NewUpload[], { ownerId, roomId }: Whose) {
  const ids = promised.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return new Map<PhotoId, Photo>()
  const photos = await describeAll(db, ids, (row) => row.ownerId === ownerId && row.roomId === roomId)
  return new Map(photos.map((photo) => [photo.id, photo]))
}

const isHere = (row: PhotoRow | UploadRow): row is PhotoRow => 'thumbhash' in row
const isToCome = (row: PhotoRow | UploadRow): row is UploadRow => !isHere(row)

export function newUpload(promised: NewUpload, whose: Whose): UploadRow {
  const { id = randomUUID() as PhotoId, bytes, sha256 = null, alt, caption, width = null, height = null } = promised
  const came = { clientId: null, receivedAt: null, problem: null, createdAt: new Date() }
  return { id, ...whose, bytes, sha256, alt, caption, width, height, ...came }
}

/** A picture of the same bytes for this person too. Who merely knows their hash never gets to see the original. */
async function copyOfEqual(
  { db, shelf }: Pick<Needs, 'db' | 'shelf'>,
  { id, sha256, bytes, alt, caption }: NewUpload,
  whose: Whose,
): Promise<PhotoRow | undefined> {
  if (!sha256) return undefined
  const equal = await findEqual(db, { sha256, bytes }, whose)
  const about = equal && (await shelf.find(sha256))
  if (!about) return undefined
  const ownsOriginal = equal.ownerId === whose.ownerId ? equal.ownsOriginal : 0
  return { ...newPhoto({ ...whose, ...(id && { id }), sha256, bytes, alt, caption }, about), ownsOriginal }
}
