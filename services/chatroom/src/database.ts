import type { ClientId, PhotoId, ProfileId, Revision, Role, RoomId, Seq } from '@snug/contracts'
import type { OutboxTable } from '@snug/service-kit/database'
import type { Generated, Kysely } from 'kysely'

export interface RoomsTable {
  id: RoomId
  name: string
  topic: string
  visibility: 'public' | 'private'
  createdAt: Date
  /** Its newest change. */
  revision: Generated<Revision>
}

export interface MembershipsTable {
  roomId: RoomId
  profileId: ProfileId
  role: Role
  joinedAt: Date
  /** The newest message this member has seen. */
  readSeq: Seq
  /** The same as far as the others may know; 0 for who reads quietly. */
  seenSeq: Generated<Seq>
}

export interface MessagesTable {
  roomId: RoomId
  seq: Seq
  authorId: ProfileId
  clientId: ClientId
  /** The message it answers. */
  replyTo: Seq | null
  text: string
  /** JSON: the pictures, with what is written about them. */
  photos: string
  /** JSON: what the table of reactions says of it, for pages; null for nothing. */
  reactions: string | null
  sentAt: Date
  editedAt: Date | null
  deletedAt: Date | null
  /** Its last change; 0 as long as it is what was said. */
  revision: Generated<Revision>
}

/** The messages that have pictures, to be found without the others. */
export interface PhotoMessagesTable {
  roomId: RoomId
  seq: Seq
  photoCount: number
  sentAt: Date
}

/** Who felt what about which message. */
export interface ReactionsTable {
  roomId: RoomId
  seq: Seq
  profileId: ProfileId
  emoji: string
  createdAt: Date
}

/** A picture of a message that is being said, or that waits for it. */
export interface PlacesTable {
  photoId: PhotoId
  /** What names the message, which may not be said yet. */
  roomId: RoomId
  authorId: ProfileId
  clientId: ClientId
  createdAt: Date
}

/** Whose account is gone; kept until nothing of theirs is left here. */
export interface DeparturesTable {
  profileId: ProfileId
  since: Date
}

export interface Tables {
  rooms: RoomsTable
  memberships: MembershipsTable
  messages: MessagesTable
  photoMessages: PhotoMessagesTable
  reactions: ReactionsTable
  places: PlacesTable
  departures: DeparturesTable
  outbox: OutboxTable
}
export type Db = Kysely<Tables>
