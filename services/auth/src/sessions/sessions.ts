import { randomUUID } from 'node:crypto'
import { Problem, type ProfileId, type SessionId } from '@snug/contracts'
import type { Outbox } from '@snug/service-kit/database'
import type { Db, SessionsTable } from '../database.ts'
import { addSession, closeAccount, removeSession, removeSessionsOf, rotate, sessionOfFamily } from './queries.ts'
import { newRefreshToken, readRefreshToken } from './refresh-tokens.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export type Session = Pick<SessionsTable, 'id' | 'profileId' | 'expiresAt'>
/** A session, and the one token that will renew it next. */
export interface Granted {
  session: Session
  refreshToken: string
}

/** A refresh token that came twice, or too late. To the outside it is refused like any other. */
export class UsedBefore extends Problem {
  readonly session: Session

  constructor(session: Session) {
    super('refresh_refused')
    this.session = session
  }
}

/** The life of sessions: they start, are renewed, and end once. */
export class Sessions {
  readonly #db: Db
  readonly #outbox: Outbox
  readonly #lifeMs: number

  constructor(db: Db, outbox: Outbox, days: number) {
    this.#db = db
    this.#outbox = outbox
    this.#lifeMs = days * DAY_MS
  }

  async start(profileId: ProfileId, device: string): Promise<Granted> {
    const now = new Date()
    const { token, family, hash } = newRefreshToken()
    const session = { id: randomUUID() as SessionId, profileId, expiresAt: new Date(now.getTime() + this.#lifeMs) }
    const row = { device, createdAt: now, lastUsedAt: now, refreshFamily: family, refreshHash: hash }
    await addSession(this.#db, { ...session, ...row })
    return { session, refreshToken: token }
  }

  /**
   * Takes a refresh token and gives the next. One that was used before has been in two hands, one of them a thief's:
   * the session ends for both.
   * @throws Problem `refresh_refused`, as `UsedBefore` when that is why
   */
  async renew(presented: string): Promise<Granted> {
    const given = readRefreshToken(presented)
    const session = given && (await sessionOfFamily(this.#db, given.family))
    if (!session) throw new Problem('refresh_refused')
    const next = newRefreshToken(given.family)
    if (await rotate(this.#db, session.id, given.hash, next.hash)) return { session, refreshToken: next.token }
    await this.end(session)
    throw new UsedBefore(session)
  }

  /** The session that a refresh token belongs, or belonged, to. */
  async ownerOf(refreshToken: string | undefined): Promise<Session | undefined> {
    const given = readRefreshToken(refreshToken)
    return given && sessionOfFamily(this.#db, given.family)
  }

  /** Ends a session and waits, within bounds, until the other services know. @returns false when it had ended before */
  async end(session: Pick<Session, 'id' | 'profileId'>): Promise<boolean> {
    const ended = await removeSession(this.#db, session)
    if (ended) await this.#outbox.flush()
    return ended
  }

  /** Ends all sessions of a person and waits, within bounds, until the other services know. */
  async endAll(profileId: ProfileId): Promise<void> {
    while (!(await removeSessionsOf(this.#db, profileId)));
    await this.#outbox.flush()
  }

  /** Ends all sessions of a person whose account is gone, and lets the house know of both. Doing it again changes nothing. */
  async close(profileId: ProfileId): Promise<void> {
    await closeAccount(this.#db, profileId)
    while (!(await removeSessionsOf(this.#db, profileId, { type: 'profile_deleted', profileId })));
    await this.#outbox.flush()
  }
}
