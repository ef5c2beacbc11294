import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type NewUpload, PhotoId, Problem, type ProfileId, type RoomId } from '@snug/contracts'
import { DataStore, Upload } from '@tus/server'
import type { Db } from '../database.ts'
import type { Membership } from '../photos/membership.ts'
import { findPhoto } from '../photos/queries.ts'
import { hashOf, sizeOf } from '../storage/files.ts'
import type { Removal } from '../storage/removal.ts'
import type { Shelf } from '../storage/shelf.ts'
import type { Backlog } from './backlog.ts'
import { addUploads, findUpload, markReceived, requireUploadById } from './queries.ts'
import type { Quota } from './quota.ts'
import { problemOf } from './receive.ts'
import { newUpload } from './reserve.ts'

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
  readonly #finishing = new Map<string, Promise<void>>()

  constructor(needs: Needs) {
    super()
    this.#needs = needs
  }

  /** @throws Problem room_not_found, quota_reached */
  async reserve(id: string, promised: NewUpload, whose: { ownerId: ProfileId; roomId: RoomId }): Promise<void> {
    const { db, membership, quota } = this.#needs
    if (!(await membership.isMember(whose.roomId, whose.ownerId))) throw new Problem('room_not_found')
    await quota.spend(whose, [promised], () =>
      addUploads(db, [newUpload({ ...promised, id: PhotoId.parse(id) }, whose)]),
    )
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
    if ((await this.#find(id)).isHere) return offset // nothing is missing
    const path = join(await this.#needs.shelf.openUpload(id), 'original')
    try {
      await pipeline(source, createWriteStream(path, { flags: offset === 0 ? 'w' : 'r+', start: offset, mode: 0o600 }))
    } catch (error) {
      throw problemOf(error)
    }
    return sizeOf(path)
  }

  /** Gives it up, or deletes the picture if it has just become one. */
  override async remove(id: string): Promise<void> {
    await this.#needs.removal.remove({ photoIds: [PhotoId.parse(id)] }, { tellsMessages: true })
  }

  /**
   * All bytes have come. From here on they are kept whatever happens.
   * @throws Problem upload_damaged, photo_not_found when it was given up
   */
  finish(id: string): Promise<void> {
    // Who asks how far it is finishes it too, for its sender may have left.
    return this.#finishing.getOrInsertComputed(id, () => this.#finish(id).finally(() => this.#finishing.delete(id)))
  }

  async #finish(id: string): Promise<void> {
    const { db, shelf, backlog } = this.#needs
    if ((await this.#find(id)).isHere) return
    const upload = await requireUploadById(db, PhotoId.parse(id))
    const path = join(shelf.folderOfUpload(id), 'original')
    await shelf.flushUpload(id)
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

  #sizeOf(id: string): Promise<number> {
    return sizeOf(join(this.#needs.shelf.folderOfUpload(id), 'original'))
  }
}
