import type { PhotoId, ProfileId, RoomId } from '@snug/contracts'
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
  createdBefore?: Date
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

  constructor(db: Db, shelf: Shelf) {
    this.#db = db
    this.#shelf = shelf
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
        if (table === 'uploads') for (const { id } of rows) await this.#shelf.discard(this.#shelf.folderOfUpload(id))
        for (const sha256 of new Set(rows.flatMap((row) => row.sha256 ?? []))) await this.removeFiles(sha256)
        removed += rows.length
        more = rows.length === AT_ONCE
      }
    }
    return removed
  }

  /** Takes an upload's folder off the shelf, unless some picture needs it or is about to. */
  removeFiles(sha256: string): Promise<boolean> {
    return this.#shelf.remove(sha256, async () => {
      const needed = await this.#db.selectFrom('photos').select('id').where('sha256', '=', sha256).executeTakeFirst()
      return !needed
    })
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

function chosen(db: Db, table: Table, { photoIds, roomId, ownerId, createdBefore, isUnattached }: Which) {
  return db
    .selectFrom(table)
    .select(['id', 'roomId', 'ownerId', 'clientId', 'sha256'])
    .where((where) =>
      where.and([
        ...(photoIds ? [where('id', 'in', photoIds)] : []),
        ...(roomId ? [where('roomId', '=', roomId)] : []),
        ...(ownerId ? [where('ownerId', '=', ownerId)] : []),
        ...(createdBefore ? [where('createdAt', '<', createdBefore)] : []),
        ...(isUnattached ? [sql<boolean>`attached_at is null`] : []),
      ]),
    )
    .limit(AT_ONCE)
    .forUpdate()
    .execute()
}
