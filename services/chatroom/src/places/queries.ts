import type { ClientId, PhotoId, ProfileId, RoomId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import type { Db } from '../database.ts'

/** What names a message before it has a number. */
export interface InMessage {
  roomId: RoomId
  authorId: ProfileId
  clientId: ClientId
}

/** Notes which pictures a message that is about to be said is to have; again changes nothing. */
export async function addPlaces(
  db: Db,
  { roomId, authorId, clientId }: InMessage,
  photoIds: readonly PhotoId[],
): Promise<void> {
  const createdAt = new Date()
  const places = photoIds.map((photoId) => ({ photoId, roomId, authorId, clientId, createdAt }))
  await db.insertInto('places').ignore().values(places).execute()
}

export async function removePlaces(
  db: Db,
  { roomId, authorId, clientId }: InMessage,
  photoIds: readonly PhotoId[],
): Promise<void> {
  if (photoIds.length === 0) return
  await db
    .deleteFrom('places')
    .where(({ and }) => and({ authorId, roomId, clientId }))
    .where('photoId', 'in', photoIds)
    .execute()
}

/** Messages that have had places since before then. */
export function messagesWithPlaces(db: Db, createdBefore: Date): Promise<(InMessage & { since: Date })[]> {
  return db
    .selectFrom('places')
    .select(['roomId', 'authorId', 'clientId'])
    .select(({ fn }) => fn.min('createdAt').as('since'))
    .where('createdAt', '<', createdBefore)
    .groupBy(['roomId', 'authorId', 'clientId'])
    .execute()
}

export async function placesOf(db: Db, { roomId, authorId, clientId }: InMessage): Promise<PhotoId[]> {
  const rows = await db
    .selectFrom('places')
    .select('photoId')
    .where(({ and }) => and({ authorId, roomId, clientId }))
    .execute()
  return rows.map(({ photoId }) => photoId)
}

/** Tells file, with the change that this belongs to, that the message does not have these pictures. */
export async function release(
  transaction: Db,
  { roomId, authorId: ownerId, clientId }: InMessage,
  photoIds: PhotoId[],
): Promise<void> {
  if (photoIds.length > 0) await enqueue(transaction, { type: 'photos_released', roomId, ownerId, clientId, photoIds })
}
