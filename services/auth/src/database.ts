import type { ProfileId, SessionId } from '@snug/contracts'
import type { OutboxTable } from '@snug/service-kit/database'
import type { Kysely } from 'kysely'

export interface SigningKeysTable {
  /** 1, 2, 3, ...: two starts that both make the next key collide here, and one of them wins. */
  number: number
  kid: string
  /** The public half, as a JWK's `x`. */
  publicX: string
  /** PEM, PKCS 8. */
  privateKey: string
  createdAt: Date
}

/** A row per access granted; it is gone when the session has ended. */
export interface SessionsTable {
  id: SessionId
  profileId: ProfileId
  device: string
  createdAt: Date
  lastUsedAt: Date
  /** However often it is renewed, a session ends here. */
  expiresAt: Date
  /** The part that all refresh tokens of this session share, and nobody else has seen. */
  refreshFamily: string
  /** SHA-256 of the one refresh token that works now. */
  refreshHash: string
}

/** Kept for as long as an access token of the session may still look fresh. */
export interface EndedSessionsTable {
  sessionId: SessionId
  profileId: ProfileId
  endedAt: Date
}

/** Kept for as long as a log-in that began before may still be under way. */
export interface ClosedAccountsTable {
  profileId: ProfileId
  closedAt: Date
}

export interface Tables {
  signingKeys: SigningKeysTable
  sessions: SessionsTable
  endedSessions: EndedSessionsTable
  closedAccounts: ClosedAccountsTable
  outbox: OutboxTable
}
export type Db = Kysely<Tables>
