import type { AvatarId, ClientId, LinkId, LinkVariant, PhotoId, ProblemCode, ProfileId, RoomId } from '@snug/contracts'
import type { OutboxTable } from '@snug/service-kit/database'
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
  /** Names that message, with its room and author; null also for those attached before it was written down. */
  clientId: ClientId | null
  /** 0 when its owner named bytes that were here already, and never showed that they have them. */
  ownsOriginal: number
  createdAt: Date
}

export interface UploadsTable {
  /** The picture's, from the beginning. */
  id: PhotoId
  ownerId: ProfileId
  roomId: RoomId
  /** The message that has a place for it. */
  clientId: ClientId | null
  /** What was promised. Once the bytes are here, `sha256` is theirs. */
  bytes: number
  sha256: string | null
  alt: string
  caption: string
  /** Px, as promised, if at all. */
  width: number | null
  height: number | null
  /** All bytes are on the disk, and wait to be developed. */
  receivedAt: Date | null
  /** Why the bytes that came were no picture; they may be sent again. */
  problem: ProblemCode | null
  createdAt: Date
}

/** The picture beside somebody's name. */
export interface AvatarsTable {
  ownerId: ProfileId
  /** New with each picture; names its folder on the volume. */
  id: AvatarId
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

/** A room or a person that is gone. */
export interface ClearingsTable {
  gone: 'room' | 'person'
  id: string
  since: Date
}

export interface Tables {
  photos: PhotosTable
  uploads: UploadsTable
  avatars: AvatarsTable
  clearings: ClearingsTable
  links: LinksTable
  linkKeys: LinkKeysTable
  outbox: OutboxTable
}
export type Db = Kysely<Tables>
