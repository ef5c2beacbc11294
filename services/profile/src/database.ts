import type { ProfileId } from '@snug/contracts'
import type { OutboxTable } from '@snug/service-kit/database'
import type { Kysely } from 'kysely'

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
  /** PHC string: algorithm, parameters, salt and hash. */
  passwordHash: string
  createdAt: Date
}

export interface Tables {
  profiles: ProfilesTable
  outbox: OutboxTable
}
export type Db = Kysely<Tables>
