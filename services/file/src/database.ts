import type { LinkId, LinkVariant, PhotoId, ProfileId, RoomId } from '@snug/contracts'
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

/** Links that were not revoked; one that has ended is forgotten some time later. */
export interface LinksTable {
  id: LinkId
  photoId: PhotoId
  variant: LinkVariant
  createdAt: Date
  expiresAt: Date
}

/** What signs links. There is one, number 1. */
export interface LinkKeysTable {
  number: number
  /** Base64url. */
  secret: string
  createdAt: Date
}

export interface Tables {
  photos: PhotosTable
  links: LinksTable
  linkKeys: LinkKeysTable
}
export type Db = Kysely<Tables>
