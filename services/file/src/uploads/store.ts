import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type NewUpload, PhotoId, Problem, type ProfileId, type RoomId } from '@snug/contracts'
import { DataStore, Upload } from '@tus/server'
import type { Db } from '../database.ts'
import type { Membership } from '../photos/membership.ts'
import { findPhoto } from '../photos/queries.ts'
import type { Removal } from '../storage/removal.ts'
import type { Shelf } from '../storage/shelf.ts'
import type { Backlog } from './backlog.ts'
import { problemOf } from './intake.ts'
import { addUploads, findUpload, markReceived } from './queries.ts'
import type { Quota } from './quota.ts'
import { newUpload } from './reserve.ts'

/** A file is read to be hashed in pieces of this many bytes: each costs a way to another thread and back. */
const READ_BYTES = 1024 * 1024

interface Needs {
  db: Db
  shelf: Shelf
  membership: Membership
  quota: Quota
  backlog: Backlog
  removal: Removal
}

/** Bytes of uploads as they come in pieces: rows say what was promised, files what is here. Its size is how far it is. */
export class UploadStore extends DataStore {
  override readonly extensions = ['creation', 'termination']
  readonly #needs: Needs

  constructor(needs: Needs) {
    super()
    this.#needs = needs
  }

  /** @throws Problem room_not_found, quota_reached */
  async reserve(id: string, promised: NewUpload, whose: { ownerId: ProfileId; roomId: RoomId }): Promise<void> {
    const { db, membership, quota } = this.#needs
    if (!(await membership.isMember(whose.roomId, whose.ownerId))) throw new Problem('room_not_found')
    await quota.require(whose, [promised])
    await addUploads(db, [newUpload(promised, whose, id)])
  }

  /** @throws Problem photo_not_found for what is somebody else's, or nothing */
  async requireOwn(id: string, ownerId: ProfileId): Promise<void> {
    const found = await this.#find(id)
    if (found.ownerId !== ownerId) throw new Problem('photo_not_found')
  }

  override async getUpload(id: string): Promise<Upload> {
    const { bytes, createdAt, isHere } = await this.#find(id)
    const size = isHere ? bytes : await this.#sizeOf(id)
    // All of it came, and then a process died or the database was away: nobody is told that all is here before it is.
    const offset = isHere || size < bytes || (await this.#finishes(id)) ? size : 0
    return new Upload({ id, size: bytes, offset, creation_date: createdAt.toISOString() })
  }

  /** @returns the new offset; what came before a line broke is kept. @throws Problem storage_full */
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const path = join(await this.#needs.shelf.openUpload(id), 'original')
    try {
      await pipeline(source, createWriteStream(path, { flags: offset === 0 ? 'w' : 'r+', start: offset, mode: 0o600 }))
    } catch (error) {
      throw problemOf(error)
    }
    return this.#sizeOf(id)
  }

  /** Gives it up, or deletes the picture if it has just become one. */
  override async remove(id: string): Promise<void> {
    await this.#needs.removal.remove({ photoIds: [PhotoId.parse(id)] }, { tellsMessages: true })
  }

  /** All bytes have come. From here on they are kept whatever happens. @throws Problem upload_damaged, photo_not_found */
  async finish(id: string): Promise<void> {
    const { db, shelf, backlog } = this.#needs
    const upload = await findUpload(db, PhotoId.parse(id))
    if (!upload || upload.receivedAt) return // said again by who did not hear the answer
    const path = join(shelf.folderOfUpload(id), 'original')
    const sha256 = await hashOf(path)
    if (upload.sha256 && upload.sha256 !== sha256) {
      await rm(path)
      throw new Problem('upload_damaged')
    }
    await markReceived(db, upload.id, sha256)
    backlog.add({ ...upload, sha256 })
  }

  /** @returns false when the bytes were damaged: they are gone then, and are asked for from the beginning */
  async #finishes(id: string): Promise<boolean> {
    try {
      await this.finish(id)
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'upload_damaged') return false
      throw error
    }
  }

  async #find(id: string): Promise<{ ownerId: ProfileId; bytes: number; createdAt: Date; isHere: boolean }> {
    const photoId = PhotoId.safeParse(id)
    if (!photoId.success) throw new Problem('photo_not_found')
    const upload = await findUpload(this.#needs.db, photoId.data)
    if (upload) return { ...upload, isHere: upload.receivedAt !== null }
    const photo = await findPhoto(this.#needs.db, photoId.data)
    if (photo) return { ...photo, isHere: true }
    throw new Problem('photo_not_found')
  }

  async #sizeOf(id: string): Promise<number> {
    try {
      return (await stat(join(this.#needs.shelf.folderOfUpload(id), 'original'))).size
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
      throw error
    }
  }
}

/** SHA-256 in hex of a file whose bytes are then on the disk itself. */
async function hashOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: READ_BYTES }), hash)
  return hash.digest('hex')
}
