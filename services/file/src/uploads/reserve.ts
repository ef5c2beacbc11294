import { randomUUID } from 'node:crypto'
import { API_PREFIX, type NewUpload, type PhotoId, type ProfileId, type RoomId, UPLOADS_PATH } from '@snug/contracts'
import type { Db } from '../database.ts'
import { addPhotos, described, findEqual, type PhotoRow } from '../photos/queries.ts'
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
 * @throws Problem quota_reached
 */
export async function reserve({ db, shelf, quota }: Needs, promised: readonly NewUpload[], whose: Whose) {
  await quota.require(whose, [...promised])
  const holds: (() => void)[] = []
  try {
    const rows: (PhotoRow | UploadRow)[] = []
    for (const upload of promised) {
      if (upload.sha256) holds.push(await shelf.hold(upload.sha256))
      rows.push((await copyOfEqual({ db, shelf }, upload, whose)) ?? newUpload(upload, whose))
    }
    await db.transaction().execute(async (transaction) => {
      await addPhotos(transaction, rows.filter(isHere))
      await addUploads(transaction, rows.filter(isToCome))
    })
    return rows.map((row) =>
      isHere(row) ? { photo: described(row), url: null } : { photo: describedUpload(row), url: uploadUrl(row.id) },
    )
  } finally {
    for (const letGo of holds) letGo()
  }
}

const isHere = (row: PhotoRow | UploadRow): row is PhotoRow => 'thumbhash' in row
const isToCome = (row: PhotoRow | UploadRow): row is UploadRow => !isHere(row)

export function newUpload(promised: NewUpload, whose: Whose, id: string = randomUUID()): UploadRow {
  const { bytes, sha256 = null, alt, caption, width = null, height = null } = promised
  const came = { clientId: null, receivedAt: null, problem: null, createdAt: new Date() }
  return { id: id as PhotoId, ...whose, bytes, sha256, alt, caption, width, height, ...came }
}

/** A picture of the same bytes for this person too. Who merely knows their hash never gets to see the original. */
async function copyOfEqual(
  { db, shelf }: Pick<Needs, 'db' | 'shelf'>,
  { sha256, bytes, alt, caption }: NewUpload,
  whose: Whose,
): Promise<PhotoRow | undefined> {
  if (!sha256) return undefined
  const equal = await findEqual(db, { sha256, bytes }, whose)
  const about = equal && (await shelf.find(sha256))
  if (!about) return undefined
  const ownsOriginal = equal.ownerId === whose.ownerId ? equal.ownsOriginal : 0
  return { ...newPhoto({ ...whose, sha256, bytes, alt, caption }, about), ownsOriginal }
}
