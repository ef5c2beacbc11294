import type { ClientId, ProfileId, Role, RoomId, Seq } from '@snug/contracts'
import type { OutboxTable } from '@snug/service-kit/database'
import type { Kysely } from 'kysely'

export interface RoomsTable {
  id: RoomId
  name: string
  topic: string
  visibility: 'public' | 'private'
  createdAt: Date
}

export interface MembershipsTable {
  roomId: RoomId
  profileId: ProfileId
  role: Role
  joinedAt: Date
  /** The newest message this member has seen. */
  readSeq: Seq
}

export interface MessagesTable {
  roomId: RoomId
  seq: Seq
  authorId: ProfileId
  clientId: ClientId
  text: string
  /** JSON: the pictures as they were when the message was sent. */
  photos: string
  sentAt: Date
  editedAt: Date | null
  deletedAt: Date | null
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
  departures: DeparturesTable
  outbox: OutboxTable
}
export type Db = Kysely<Tables>
