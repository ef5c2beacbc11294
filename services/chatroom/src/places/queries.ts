import type { ClientId, Photo, PhotoId, ProfileId, RoomId } from '@snug/contracts'
import type { Selectable } from 'kysely'
import type { Db, PlacesTable } from '../database.ts'

export type Place = Selectable<PlacesTable>

/** What names a message before it has a number. */
export interface InMessage {
  roomId: RoomId
  authorId: ProfileId
  clientId: ClientId
}

/** Notes which pictures a message that is about to be said waits for; again changes nothing. */
export async function addPlaces(
  db: Db,
  { roomId, authorId, clientId }: InMessage,
  photos: readonly Photo[],
): Promise<void> {
  const createdAt = new Date()
  const places = photos.map(({ id: photoId }) => ({ photoId, roomId, authorId, clientId, createdAt }))
  await db.insertInto('places').ignore().values(places).execute()
}

export async function removePlaces(db: Db, photoIds: readonly PhotoId[]): Promise<void> {
  if (photoIds.length > 0) await db.deleteFrom('places').where('photoId', 'in', photoIds).execute()
}

export function placesBefore(db: Db, createdBefore: Date, after: string, limit: number): Promise<Place[]> {
  return db
    .selectFrom('places')
    .selectAll()
    .where('createdAt', '<', createdBefore)
    .where('photoId', '>', after as PhotoId)
    .orderBy('photoId')
    .limit(limit)
    .execute()
}
