import type { FileHandle } from 'node:fs/promises'
import { type PhotoId, Variant } from '@snug/contracts'
import { LRUCache } from 'lru-cache'
import type { Db } from '../database.ts'
import type { Shelf } from '../storage/shelf.ts'
import { type PhotoRow, requirePhoto } from './queries.ts'

/** For so long a row is believed, in ms, should the word that its picture is gone not reach us. */
const BELIEVED_MS = 5_000
/** A screen of pictures is asked for by everyone in its room at about the same time; so many rows are remembered. */
const REMEMBERED = 5_000
/** A file up to this many bytes is read in one piece, for a stream costs more than its bytes. */
const WHOLE_BYTES = 128 * 1024
/** Bytes kept in memory: some two thousand thumbnails, those that were looked at last. */
const HOT_BYTES = 16 * 1024 * 1024

/** One face of a picture: its bytes, or where to read them. Who opens a file closes it. */
export type Face = { size: number } & ({ bytes: Buffer } | { file: FileHandle })

/** The pictures that people look at, as far as memory can spare them the database and the disk. It asks for nobody's rights. */
export class Gallery {
  readonly #db: Db
  readonly #shelf: Shelf
  readonly #rows = new LRUCache<PhotoId, PhotoRow>({ max: REMEMBERED, ttl: BELIEVED_MS })
  readonly #hot = new LRUCache<string, Buffer>({ maxSize: HOT_BYTES, sizeCalculation: ({ length }) => length })
  /** How often something was forgotten: what was asked before and comes after may be old, and is not kept. */
  #forgotten = 0

  constructor(db: Db, shelf: Shelf) {
    this.#db = db
    this.#shelf = shelf
  }

  /**
   * The row of a picture. One that is in no message yet may be in one at any moment, so it is asked for anew each time.
   * @throws Problem photo_not_found
   */
  async find(id: PhotoId): Promise<PhotoRow> {
    const known = this.#rows.get(id)
    if (known) return known
    const before = this.#forgotten
    const photo = await requirePhoto(this.#db, id)
    if (photo.attachedAt !== null && this.#forgotten === before) this.#rows.set(id, photo)
    return photo
  }

  /** Rejects with ENOENT when the file is not there. */
  async open({ id, sha256 }: PhotoRow, variant: Variant): Promise<Face> {
    const known = this.#hot.get(keyOf(id, variant))
    if (known) return { size: known.length, bytes: known }
    const before = this.#forgotten
    const file = await this.#shelf.read(sha256, variant)
    try {
      const { size } = await file.stat()
      if (size > WHOLE_BYTES) return { size, file }
      const bytes = await file.readFile()
      if (this.#forgotten === before) this.#hot.set(keyOf(id, variant), bytes)
      await file.close()
      return { size: bytes.length, bytes }
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** To be called when a picture has changed or is gone, after the commit. */
  forget(id: PhotoId): void {
    this.#forgotten++
    this.#rows.delete(id)
    for (const variant of Variant.options) this.#hot.delete(keyOf(id, variant))
  }
}

const keyOf = (id: PhotoId, variant: Variant) => `${id} ${variant}`
