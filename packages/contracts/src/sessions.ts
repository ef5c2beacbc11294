import { z } from 'zod'
import { ProfileId, SessionId, Time } from './primitives.ts'
import { OwnProfile } from './profiles.ts'
import type { Route } from './route.ts'

/** Seconds an access token lives (SEC-06 allows 15 minutes at most). */
export const ACCESS_SECONDS = 600

/** `iss` and `aud` of access tokens. */
export const TOKEN_ISSUER = 'snug-auth'
export const TOKEN_AUDIENCE = 'snug'

/** Where a browser keeps its tokens; both HttpOnly and SameSite=Strict. */
export const ACCESS_COOKIE = 'snug_access'
export const REFRESH_COOKIE = 'snug_refresh'

const Tokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Seconds. */
  expiresIn: z.number().int(),
})

export const login = {
  method: 'POST',
  url: '/auth/login',
  config: { service: 'auth', access: 'anyone', rate: 'login', deadlineMs: 5_000 },
  schema: {
    operationId: 'create_access_token',
    summary: 'Log in with username or e-mail, and password. Sets cookies too',
    body: z.strictObject({ login: z.string().min(1).max(254), password: z.string().min(1).max(4096) }),
    response: { 200: Tokens.extend({ profile: OwnProfile }) },
  },
} as const satisfies Route

export const refresh = {
  method: 'POST',
  url: '/auth/refresh',
  config: { service: 'auth', access: 'anyone', rate: 'login' },
  schema: {
    operationId: 'refresh_access_token',
    summary: 'Trade a refresh token, from the body or the cookie, for new tokens. Each one works once',
    body: z.strictObject({ refreshToken: z.string().max(128).optional() }).optional(),
    response: { 200: Tokens },
  },
} as const satisfies Route

export const logout = {
  method: 'POST',
  url: '/auth/logout',
  // `anyone`: the session may have ended already, and auth then has a better answer than the door.
  config: { service: 'auth', access: 'anyone', rate: 'write' },
  schema: {
    operationId: 'delete_access_token',
    summary: 'End this session. Its tokens are refused and its sockets closed at once',
    response: { 200: z.object({ sessionId: SessionId }) },
  },
} as const satisfies Route

export const Session = z
  .object({
    id: SessionId,
    /** What the person used: the User-Agent, shortened. */
    device: z.string(),
    createdAt: Time,
    lastUsedAt: Time,
    current: z.boolean(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

export const listSessions = {
  method: 'GET',
  url: '/auth/sessions',
  config: { service: 'auth', access: 'signedIn', rate: 'read' },
  schema: {
    operationId: 'list_sessions',
    summary: 'Where I am signed in',
    response: { 200: z.object({ items: z.array(Session) }) },
  },
} as const satisfies Route

export const endSession = {
  method: 'DELETE',
  url: '/auth/sessions/:sessionId',
  config: { service: 'auth', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'end_session',
    summary: 'End one of my sessions',
    params: z.object({ sessionId: SessionId }),
    response: { 204: z.undefined() },
  },
} as const satisfies Route

export const endSessions = {
  method: 'DELETE',
  url: '/auth/sessions',
  config: { service: 'auth', access: 'signedIn', rate: 'write' },
  schema: {
    operationId: 'end_sessions',
    summary: 'End all my sessions, this one too',
    response: { 204: z.undefined() },
  },
} as const satisfies Route

const Key = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })
export const KeySet = z.object({ keys: z.array(Key) })
export type KeySet = z.infer<typeof KeySet>

/** The public keys of access tokens (RFC 7517). */
export const getAccessKeys = {
  method: 'GET',
  url: '/auth/keys',
  config: {
    service: 'auth',
    access: 'anyone',
    callers: ['gateway', 'profile', 'chatroom', 'file'],
    rate: 'read',
  },
  schema: { operationId: 'get_access_keys', summary: 'Public keys of access tokens', response: { 200: KeySet } },
} as const satisfies Route

/** Sessions that ended so lately that an access token of theirs may still look fresh. */
export const getEndedSessions = {
  method: 'GET',
  url: '/internal/sessions/ended',
  config: { service: 'auth', access: 'service', callers: ['profile', 'chatroom', 'file', 'gateway'] },
  schema: {
    operationId: 'get_ended_sessions',
    summary: 'Sessions ended within the life of an access token',
    response: { 200: z.object({ items: z.array(z.object({ sessionId: SessionId, endedAt: Time })) }) },
  },
} as const satisfies Route

/** Which of these sessions still live: asked by the gateway for sockets whose token has run out. */
export const getLiveSessions = {
  method: 'POST',
  url: '/internal/sessions/live',
  config: { service: 'auth', access: 'service', callers: ['gateway'] },
  schema: {
    operationId: 'get_live_sessions',
    summary: 'Which of these sessions still live',
    body: z.strictObject({ sessionIds: z.array(SessionId).max(1000) }),
    response: { 200: z.object({ sessionIds: z.array(SessionId) }) },
  },
} as const satisfies Route

/** Who somebody is, as an access token says it: `sub` and `sid`. */
export const Claims = z.object({ sub: ProfileId, sid: SessionId, exp: z.number().int() })
