import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AvatarId, AvatarSize, type Crop, Problem, type ProfileId } from '@snug/contracts'
import type { Darkroom } from '../darkroom/darkroom.ts'
import type { Db } from '../database.ts'
import { flush } from '../storage/files.ts'
import type { Shelf } from '../storage/shelf.ts'
import { problemOf, receive } from '../uploads/receive.ts'
import { avatarsAmong, removeAvatar, replaceAvatar } from './queries.ts'

interface Needs {
  db: Db
  shelf: Shelf
  darkroom: Darkroom
}

/** A picture as it comes in, and the square of it that is wanted. */
export interface Portrait {
  bytes: Iterable<Buffer>
  crop: Crop | undefined
}

/** The pictures beside names: two squares of each on the volume, in `avatars/<id>/`, and nothing of what they were cut from. */
export class Avatars {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /**
   * Draws the squares of a picture and shows them from then on.
   * @param onReceived is called when all of the picture is on disk and its source is needed no more
   * @throws Problem photo_too_large, unsupported_photo, broken_photo, invalid_body, storage_full, unavailable
   */
  async set(ownerId: ProfileId, { bytes, crop }: Portrait, onReceived = () => {}): Promise<AvatarId> {
    const { shelf, darkroom, db } = this.#needs
    const folder = await shelf.newFolder()
    try {
      await receive(folder, bytes)
      onReceived()
      await darkroom.portray(folder, await darkroom.inspect(folder, ownerId), crop, ownerId)
      const id = randomUUID() as AvatarId
      await this.#place(folder, id)
      await this.#discard(await replaceAvatar(db, ownerId, id))
      return id
    } catch (error) {
      throw problemOf(error)
    } finally {
      await shelf.discard(folder)
    }
  }

  async remove(ownerId: ProfileId): Promise<void> {
    await this.#discard(await removeAvatar(this.#needs.db, ownerId))
  }

  /** @throws Problem photo_not_found */
  async read(id: AvatarId, size: AvatarSize): Promise<Buffer> {
    const { db, shelf } = this.#needs
    if (!(await avatarsAmong(db, [id])).has(id)) throw new Problem('photo_not_found')
    try {
      return await readFile(join(shelf.folderOfAvatar(id), size))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
      throw new Problem('photo_not_found', { cause }) // it was changed just now, or the storage check has a word to say
    }
  }

  async #place(folder: string, id: AvatarId): Promise<void> {
    const { shelf } = this.#needs
    const faces = new Set<string>(AvatarSize.options)
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      await (faces.has(name) ? flush(path) : rm(path))
    }
    await flush(folder)
    await rename(folder, shelf.folderOfAvatar(id))
    await flush(shelf.avatars)
  }

  /** What a crash leaves of it is the sweeper's. */
  async #discard(id: AvatarId | undefined): Promise<void> {
    if (id) await this.#needs.shelf.discard(this.#needs.shelf.folderOfAvatar(id))
  }
}
