import type { PhotoId, ProfileId, RoomId } from '@snug/contracts'
import type { Kysely } from 'kysely'

export interface PhotosTable {
  id: PhotoId
  ownerId: ProfileId
  roomId: RoomId
  /** Of the upload, in hex; names its folder on the volume. */
  sha256: string
  /** What `original` and `clean` are served as; the other variants are WebP. */
  type: string
  cleanType: string
  /** Of the upload. */
  bytes: number
  /** Pixels, upright. */
  width: number
  height: number
  /** 0 or 1. */
  animated: number
  thumbhash: string
  alt: string
  caption: string
  /** Null until a message carries it. */
  attachedAt: Date | null
  createdAt: Date
}

export interface Tables {
  photos: PhotosTable
}
export type Db = Kysely<Tables>
