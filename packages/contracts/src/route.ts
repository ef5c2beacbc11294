import type { z } from 'zod'

/** Under this the gateway has all that people and programs may call. */
export const API_PREFIX = '/api/v1'

export type ServiceName = 'profile' | 'auth' | 'chatroom' | 'file' | 'gateway'

/**
 * Who may call a route. `anyone`: a person, signed in or not. `signedIn`: a person with a live session.
 * `service`: another service of this house and nobody else; such routes begin with `/internal/`.
 */
export type Access = 'anyone' | 'signedIn' | 'service'

/** Which rate limit counts a call. The gateway's configuration says how many a minute each class allows. */
export type RateClass = 'read' | 'write' | 'send' | 'upload' | 'chunk' | 'login' | 'signup'

export interface RouteConfig {
  service: ServiceName
  access: Access
  /** Which services may call it or pass a person's call on; the gateway alone when absent. */
  callers?: readonly ServiceName[]
  rate?: RateClass
  /** Bytes of body accepted; BODY_BYTES when absent. */
  bodyLimit?: number
  /** How long a caller waits for the answer, in ms; DEADLINE_MS when absent. */
  deadlineMs?: number
  /** The answer is bytes, not JSON: there is no response schema. */
  binary?: boolean
}

/** A route as data. It is a Fastify route without its handler, so a service spreads it and adds what it does. */
export interface Route {
  method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  config: RouteConfig
  schema: {
    operationId: string
    summary: string
    params?: z.ZodObject
    querystring?: z.ZodObject
    body?: z.ZodType
    response?: Record<number, z.ZodType>
  }
}

/** Enough for a long message with its ids, and far from enough to hurt. */
export const BODY_BYTES = 64 * 1024

/** A person waits no longer than this for a service that hangs. */
export const DEADLINE_MS = 2_500
