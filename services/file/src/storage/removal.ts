import type { ClientId, PhotoId, ProfileId, RoomId } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Shelf } from './shelf.ts'

/** Rows that one transaction deletes, so that none holds its locks for long. */
const AT_ONCE = 500

/** Which pictures: those of which all that is said here is true. */
export interface Which {
  photoIds?: readonly PhotoId[]
  roomId?: RoomId
  ownerId?: ProfileId
  /** In this message; or in one that was not written down, as it was not always. */
  clientId?: ClientId
  createdBefore?: Date
  /** Of uploads alone: their bytes are not all here. */
  isAwaited?: true
  /** Of photos alone: no message carries it. */
  isUnattached?: true
}

/** Uploads first, as everywhere: one that becomes a photo meanwhile holds its row until it is there. */
const TABLES = ['uploads', 'photos'] as const
type Table = (typeof TABLES)[number]

interface Options {
  tables?: readonly Table[]
  /** Whether the messages that have them are told. */
  tellsMessages?: boolean
}

/** Takes pictures away for good: their rows, and the files of all faces that nothing else needs. */
export class Removal {
  readonly #db: Db
  readonly #shelf: Shelf
  readonly #forget: (photoId: PhotoId) => void

  /** @param forget is told of each picture when its row is gone */
  constructor(db: Db, shelf: Shelf, forget: (photoId: PhotoId) => void = () => {}) {
    this.#db = db
    this.#shelf = shelf
    this.#forget = forget
  }

  /**
   * Removes pictures, here or on their way. Files that a crash leaves behind are the sweeper's.
   * @returns how many there were
   */
  async remove(which: Which, { tables = TABLES, tellsMessages = false }: Options = {}): Promise<number> {
    let removed = 0
    for (const table of tables) {
      for (let more = true; more; ) {
        const rows = await this.#removeRows(table, which, tellsMessages)
        for (const { id } of rows) this.#forget(id)
        if (table === 'uploads') for (const { id } of rows) await this.#discard(this.#shelf.folderOfUpload(id))
        for (const sha256 of new Set(rows.flatMap((row) => row.sha256 ?? []))) await this.removeFiles(sha256)
        removed += rows.length
        more = rows.length === AT_ONCE
      }
    }
    return removed
  }

  /** Takes an upload's folder off the shelf, unless some picture needs it or is about to. */
  removeFiles(sha256: string): Promise<boolean> {
    return this.#shelf.remove(sha256, async () => !(await neededAmong(this.#db, [sha256])).has(sha256))
  }

  /** What is being developed right now its worker still reads; it goes when that is done. */
  async #discard(folder: string): Promise<void> {
    if (!this.#shelf.isOpen(folder)) await this.#shelf.discard(folder)
  }

  #removeRows(table: Table, which: Which, tellsMessages: boolean) {
    return this.#db.transaction().execute(async (transaction) => {
      const rows = await chosen(transaction, table, which)
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0) await transaction.deleteFrom(table).where('id', 'in', ids).execute()
      for (const { id: photoId, roomId, ownerId, clientId } of rows)
        if (tellsMessages && clientId)
          await enqueue(transaction, { type: 'photo_removed', roomId, ownerId, clientId, photoId })
      return rows
    })
  }
}

/** Which of these are needed: by a picture, or by one whose bytes are here and whose row is about to be written. */
export async function neededAmong(db: Db, sha256s: string[]): Promise<Set<string>> {
  const photos = db.selectFrom('photos').select('sha256').where('sha256', 'in', sha256s)
  const uploads = db
    .selectFrom('uploads')
    .select('sha256')
    .where('receivedAt', 'is not', null)
    .where('sha256', 'in', sha256s)
  const rows = await Promise.all([photos.execute(), uploads.execute()])
  return new Set(rows.flat().flatMap(({ sha256 }) => sha256 ?? []))
}

function chosen(
  db: Db,
  table: Table,
  { photoIds, roomId, ownerId, clientId, createdBefore, isAwaited, isUnattached }: Which,
) {
  const isUnnamed =
    table === 'photos' ? sql<boolean>`(client_id is null and attached_at is not null)` : sql<boolean>`false`
  return db
    .selectFrom(table)
    .select(['id', 'roomId', 'ownerId', 'clientId', 'sha256'])
    .where((where) =>
      where.and([
        ...(photoIds ? [where('id', 'in', photoIds)] : []),
        ...(roomId ? [where('roomId', '=', roomId)] : []),
        ...(ownerId ? [where('ownerId', '=', ownerId)] : []),
        ...(clientId ? [where.or([where('clientId', '=', clientId), isUnnamed])] : []),
        ...(createdBefore ? [where('createdAt', '<', createdBefore)] : []),
        ...(isAwaited ? [sql<boolean>`received_at is null`] : []),
        ...(isUnattached ? [sql<boolean>`attached_at is null`] : []),
      ]),
    )
    .limit(AT_ONCE)
    .forUpdate()
    .execute()
}
