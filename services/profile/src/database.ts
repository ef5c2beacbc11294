import type { AvatarId, ProfileId } from '@snug/contracts'
import type { OutboxTable } from '@snug/service-kit/database'
import type { Generated, Kysely } from 'kysely'

export interface ProfilesTable {
  id: ProfileId
  /** As its owner writes it. */
  username: string
  /** The same in lower case: unique, and what people are found by. */
  usernameKey: string
  displayName: string
  bio: string
  /** Lower case. */
  email: string | null
  /** The picture beside their name, as file calls it. */
  avatarId: Generated<AvatarId | null>
  /** 0 or 1: what others may see of what they do. */
  sharesTyping: Generated<number>
  sharesPresence: Generated<number>
  sharesSeen: Generated<number>
  /** PHC string: algorithm, parameters, salt and hash. */
  passwordHash: string
  createdAt: Date
}

export interface Tables {
  profiles: ProfilesTable
  outbox: OutboxTable
}
export type Db = Kysely<Tables>
