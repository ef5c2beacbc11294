import { type LinkId, type LinkVariant, MAX_LINKS, type PhotoId, Problem, type ProfileId } from '@snug/contracts'
import type { Selectable } from 'kysely'
import type { Db, LinksTable } from '../database.ts'
import type { PhotoRow } from '../photos/queries.ts'

export type LinkRow = Selectable<LinksTable>

/** A picture that somebody wants to link to, and who that is. */
interface Whose {
  photoId: PhotoId
  ownerId: ProfileId
}

const ownPhoto = (db: Db, { photoId, ownerId }: Whose) =>
  db.selectFrom('photos').select('id').where('id', '=', photoId).where('ownerId', '=', ownerId)

/** @throws Problem photo_not_found unless it is theirs */
export async function requireOwn(db: Db, whose: Whose): Promise<void> {
  await ownPhoto(db, whose).executeTakeFirstOrThrow(() => new Problem('photo_not_found'))
}

/**
 * The picture's row is locked meanwhile, so that links made at the same time are counted too.
 * @throws Problem photo_not_found, links_full
 */
export async function addLink(db: Db, link: LinkRow, ownerId: ProfileId): Promise<void> {
  const { photoId, createdAt } = link
  await db.transaction().execute(async (transaction) => {
    await ownPhoto(transaction, { photoId, ownerId })
      .forUpdate()
      .executeTakeFirstOrThrow(() => new Problem('photo_not_found'))
    const { links } = await transaction
      .selectFrom('links')
      .select((eb) => eb.fn.countAll().as('links'))
      .where('photoId', '=', photoId)
      .where('expiresAt', '>', createdAt)
      .executeTakeFirstOrThrow()
    if (Number(links) >= MAX_LINKS) throw new Problem('links_full')
    await transaction.insertInto('links').values(link).execute()
  })
}

/** Those that have not ended, newest first; there are MAX_LINKS at most. */
export function linksOf(db: Db, photoId: PhotoId, now = new Date()): Promise<LinkRow[]> {
  return db
    .selectFrom('links')
    .selectAll()
    .where('photoId', '=', photoId)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
}

export async function removeLink(db: Db, photoId: PhotoId, id: LinkId): Promise<void> {
  await db.deleteFrom('links').where('id', '=', id).where('photoId', '=', photoId).execute()
}

/**
 * The picture that a link leads to, and which face of it.
 * @throws Problem link_ended when it was revoked, or its picture is gone
 */
export function requireLinked(db: Db, id: LinkId): Promise<PhotoRow & { variant: LinkVariant }> {
  return db
    .selectFrom('links')
    .innerJoin('photos', 'photos.id', 'links.photoId')
    .where('links.id', '=', id)
    .selectAll('photos')
    .select('links.variant')
    .executeTakeFirstOrThrow(() => new Problem('link_ended'))
}

/** How many rows one statement deletes, so that none holds its locks for long. */
const SWEPT_AT_ONCE = 500

/** Forgets links that have ended: their own tokens say so without them. */
export async function forgetEndedLinks(db: Db, now: Date): Promise<void> {
  for (;;) {
    const { numDeletedRows } = await db
      .deleteFrom('links')
      .where('expiresAt', '<=', now)
      .limit(SWEPT_AT_ONCE)
      .executeTakeFirst()
    if (numDeletedRows < SWEPT_AT_ONCE) return
  }
}
