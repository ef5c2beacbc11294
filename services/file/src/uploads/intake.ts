import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  MAX_PHOTO_BYTES,
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
import { addPhotos, type PhotoRow, usageOf } from '../photos/queries.ts'
import type { Shelf } from '../storage/shelf.ts'

/** A picture as it comes in. */
export interface Picture {
  alt: string
  caption: string
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>
}

interface Whose {
  ownerId: ProfileId
  roomId: RoomId
  /** Null when no message carries them yet. */
  attachedAt: Date | null
}

interface Received {
  folder: string
  alt: string
  caption: string
  sha256: string
  bytes: number
}

type Quota = Pick<Config, 'PHOTO_QUOTA' | 'PHOTO_QUOTA_BYTES'>

/** The way of a picture into the house: received on disk, developed, put on the shelf, and only then in a row. */
export class Intake {
  readonly #db: Db
  readonly #shelf: Shelf
  readonly #darkroom: Darkroom
  readonly #quota: Quota
  /** Equal bytes that come at once are developed once. */
  readonly #developing = new Map<string, Promise<About>>()

  constructor(needs: { db: Db; shelf: Shelf; darkroom: Darkroom; quota: Quota }) {
    this.#db = needs.db
    this.#shelf = needs.shelf
    this.#darkroom = needs.darkroom
    this.#quota = needs.quota
  }

  /**
   * Takes in all of the pictures, or none and leaves nothing behind.
   * @param onReceived is called when all are on disk and their source is needed no more
   * @throws Problem photo_too_large, unsupported_photo, broken_photo, invalid_body, storage_full, unavailable
   */
  async add(
    pictures: AsyncIterable<Picture> | Iterable<Picture>,
    whose: Whose,
    onReceived = () => {},
  ): Promise<PhotoRow[]> {
    const received: Received[] = []
    try {
      for await (const picture of pictures) received.push(await this.#receive(picture))
      onReceived()
      const deadline = Date.now() + UPLOAD_DEADLINE_MS
      requireSome(received)
      await this.requireQuota(whose.ownerId, received)
      const photos: PhotoRow[] = []
      // One after the other, so that nobody's ten stand before somebody's one.
      for (const upload of received) {
        if (Date.now() > deadline) throw new Problem('unavailable', { detail: 'That took too long.', retryAfter: 5 })
        photos.push(rowOf(upload, await this.#develop(upload, whose.ownerId), whose))
      }
      await addPhotos(this.#db, photos)
      return photos
    } catch (error) {
      throw problemOf(error)
    } finally {
      for (const { folder } of received) await this.#shelf.discard(folder)
    }
  }

  /** @throws Problem storage_full when so many more would be more than a person may keep (SEC-32) */
  async requireQuota(ownerId: ProfileId, more: { bytes: number }[]): Promise<void> {
    const { photos, bytes } = await usageOf(this.#db, ownerId)
    const { PHOTO_QUOTA, PHOTO_QUOTA_BYTES } = this.#quota
    if (photos + more.length > PHOTO_QUOTA)
      throw new Problem('storage_full', { detail: `You may keep ${PHOTO_QUOTA} pictures here.` })
    if (more.reduce((sum, upload) => sum + upload.bytes, bytes) > PHOTO_QUOTA_BYTES)
      throw new Problem('storage_full', { detail: `You may keep ${PHOTO_QUOTA_BYTES} bytes of pictures here.` })
  }

  async #receive({ alt, caption, bytes: source }: Picture): Promise<Received> {
    const folder = await this.#shelf.newFolder()
    try {
      const hash = createHash('sha256')
      let bytes = 0
      const measured = async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > MAX_PHOTO_BYTES)
            throw new Problem('photo_too_large', { detail: `A picture has at most ${MAX_PHOTO_BYTES} bytes.` })
          hash.update(chunk)
          yield chunk
        }
      }
      await pipeline(source, measured, createWriteStream(join(folder, 'original'), { mode: 0o600 }))
      return { folder, alt, caption, sha256: hash.digest('hex'), bytes }
    } catch (error) {
      await this.#shelf.discard(folder)
      throw error
    }
  }

  async #develop({ folder, sha256 }: Received, ownerId: ProfileId): Promise<About> {
    const known = await this.#shelf.find(sha256)
    if (known) return known
    const developing = this.#developing.get(sha256) ?? this.#print(folder, sha256, ownerId)
    this.#developing.set(sha256, developing)
    try {
      return await developing
    } finally {
      this.#developing.delete(sha256)
    }
  }

  async #print(folder: string, sha256: string, ownerId: ProfileId): Promise<About> {
    const about = await this.#darkroom.develop(folder, await this.#darkroom.inspect(folder, ownerId), ownerId)
    await this.#shelf.place(folder, sha256, about)
    return about
  }
}

function requireSome({ length }: Received[]): void {
  if (length === 0) throw new Problem('invalid_body', { detail: `Send 1 to ${MAX_PHOTOS_AT_ONCE} pictures.` })
}

function rowOf({ alt, caption, sha256, bytes }: Received, about: About, whose: Whose): PhotoRow {
  const id = randomUUID() as PhotoId
  return {
    id,
    ...whose,
    ...about,
    animated: Number(about.animated),
    alt,
    caption,
    sha256,
    bytes,
    createdAt: new Date(),
  }
}

/** What a full disk is called outside. */
function problemOf(error: unknown): unknown {
  if (error instanceof Problem) return error
  const { code = '' } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Problem('storage_full', { cause: error })
  return error
}
