import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  MAX_PHOTOS_AT_ONCE,
  type PhotoId,
  Problem,
  type ProfileId,
  type RoomId,
  UPLOAD_DEADLINE_MS,
} from '@snug/contracts'
import type { Config } from '../config.ts'
import type { Darkroom } from '../darkroom/darkroom.ts'
import type { About } from '../darkroom/develop.ts'
import type { Db } from '../database.ts'
import { addPhotos, type PhotoRow } from '../photos/queries.ts'
import type { Shelf } from '../storage/shelf.ts'
import type { Quota } from './quota.ts'
import { problemOf, receive } from './receive.ts'

/** A picture as it comes in. */
export interface Picture {
  alt: string
  caption: string
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>
}

interface Whose {
  ownerId: ProfileId
  roomId: RoomId
}

/** Bytes that are all here, as `original` in a folder that nobody else uses. */
export interface Received {
  folder: string
  sha256: string
  bytes: number
}

type Described = Received & Pick<Picture, 'alt' | 'caption'>

interface Needs {
  db: Db
  shelf: Shelf
  darkroom: Darkroom
  quota: Quota
  config: Pick<Config, 'KEEP_ORIGINALS'>
}

/** The way of a picture into the house: received on disk, developed, put on the shelf, and only then in a row. */
export class Intake {
  readonly #needs: Needs
  /** Equal bytes that come at once are developed once. */
  readonly #developing = new Map<string, Promise<About>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /**
   * Takes in all of the pictures, or none and leaves nothing behind.
   * @param onReceived is called when all are on disk and their source is needed no more
   * @throws Problem photo_too_large, unsupported_photo, broken_photo, invalid_body, quota_reached, storage_full, unavailable
   */
  async add(
    pictures: AsyncIterable<Picture> | Iterable<Picture>,
    whose: Whose,
    onReceived = () => {},
  ): Promise<PhotoRow[]> {
    const { db, shelf, quota } = this.#needs
    const received: Described[] = []
    const holds: (() => void)[] = []
    try {
      for await (const picture of pictures) received.push(await this.#receive(picture))
      onReceived()
      const deadline = Date.now() + UPLOAD_DEADLINE_MS
      requireSome(received)
      await quota.require(whose, received)
      const photos: PhotoRow[] = []
      for (const upload of received) {
        if (Date.now() > deadline) throw new Problem('unavailable', { detail: 'That took too long.', retryAfter: 5 })
        holds.push(await shelf.hold(upload.sha256))
        photos.push(newPhoto({ ...upload, ...whose }, await this.develop(upload, whose.ownerId)))
      }
      await addPhotos(db, photos)
      return photos
    } catch (error) {
      throw problemOf(error)
    } finally {
      for (const letGo of holds) letGo()
      for (const { folder } of received) await shelf.discard(folder)
    }
  }

  /**
   * Has received bytes on the shelf in all faces, unless equal ones are there already. For who holds them there.
   * @throws Problem unsupported_photo, broken_photo, photo_too_large, storage_full, unavailable
   */
  async develop(received: Received, ownerId: ProfileId): Promise<About> {
    const { sha256 } = received
    // Another's trouble with equal bytes need not be ours: they may have given theirs up.
    await this.#developing.get(sha256)?.catch(() => {})
    const known = await this.#needs.shelf.find(sha256)
    if (known) return known
    const other = this.#developing.get(sha256)
    if (other) return this.develop(received, ownerId)
    const developing = this.#print(received, ownerId)
    this.#developing.set(sha256, developing)
    try {
      return await developing
    } catch (error) {
      throw problemOf(error)
    } finally {
      this.#developing.delete(sha256)
    }
  }

  async #receive({ alt, caption, bytes: source }: Picture): Promise<Described> {
    const { shelf } = this.#needs
    const folder = await shelf.newFolder()
    try {
      return { folder, alt, caption, ...(await receive(folder, source)) }
    } catch (error) {
      await shelf.discard(folder)
      throw error
    }
  }

  async #print({ folder, sha256 }: Received, ownerId: ProfileId): Promise<About> {
    const { darkroom, shelf, config } = this.#needs
    const about = await darkroom.develop(folder, await darkroom.inspect(folder, ownerId), ownerId)
    await shelf.place(folder, sha256, about)
    // Not before: until then it is all that there is of the picture.
    if (config.KEEP_ORIGINALS === 'off') await rm(join(shelf.folderOf(sha256), 'original'), { force: true })
    return about
  }
}

function requireSome({ length }: Received[]): void {
  if (length === 0) throw new Problem('invalid_body', { detail: `Send 1 to ${MAX_PHOTOS_AT_ONCE} pictures.` })
}

type Origin = Pick<PhotoRow, 'ownerId' | 'roomId' | 'sha256' | 'bytes' | 'alt' | 'caption'> &
  Partial<Pick<PhotoRow, 'id' | 'clientId'>>

/** The row of a picture that is on the shelf. */
export function newPhoto({ id, ownerId, roomId, sha256, bytes, alt, caption, clientId = null }: Origin, about: About) {
  const now = new Date()
  return {
    ...{ id: id ?? (randomUUID() as PhotoId), ownerId, roomId, sha256, bytes, alt, caption },
    ...about,
    animated: Number(about.animated),
    clientId,
    attachedAt: clientId && now,
    ownsOriginal: 1,
    createdAt: now,
  } satisfies PhotoRow
}
