import jwt from '@fastify/jwt'
import {
  Claims,
  Problem,
  type ProfileId,
  type ServiceName,
  type SessionId,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from '@snug/contracts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authority } from './authority.ts'
import { CallerKeys } from './callers.ts'
import type { House } from './house.ts'
import { type Identity, SERVICE_TOKEN_HEADER } from './identity.ts'
import { kidOf, prover, type Token } from './proofs.ts'

/** The person on whose behalf a request runs. */
export interface SignedInUser {
  profileId: ProfileId
  sessionId: SessionId
}

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sub: string; sid: string }
    user: SignedInUser
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: 'anyone' | 'signedIn' | 'service'
    callers?: readonly ServiceName[]
    service?: ServiceName
    rate?: string
    bodyLimit?: number
    deadlineMs?: number
    binary?: boolean
    /** Health and keys: answered to anybody who reaches the port. */
    unguarded?: boolean
  }
  interface FastifyRequest {
    /** The service that made the call. */
    caller: ServiceName
    serviceJwtVerify(): Promise<Token>
  }
  interface FastifyInstance {
    personOf(request: FastifyRequest): Promise<SignedInUser>
    callerOf(request: FastifyRequest): Promise<ServiceName>
  }
}

const SERVICES: readonly string[] = ['profile', 'auth', 'chatroom', 'file', 'gateway'] satisfies ServiceName[]

/**
 * One algorithm, fixed here and not by the token (SEC-05). What `allowedIss` and `allowedAud` say counts only for
 * claims that are there, so `requiredClaims` must name them too.
 */
const STRICT = { algorithms: ['EdDSA' as const], checkTyp: 'JWT', complete: true, clockTolerance: 5_000 }

/**
 * Nobody passes who is not let in: each call is proven to come from a service that may make it, and where a route
 * is for signed-in people, to be made for one whose session lives.
 */
export function guard(app: FastifyInstance, identity: Identity, house: House, authority: Authority): void {
  registerUserTokens(app, authority)
  registerServiceTokens(app, identity, house)

  app.addHook('onRequest', async (request) => {
    const { access, callers = ['gateway'], unguarded } = request.routeOptions.config
    if (unguarded) return
    await verifyCaller(request)
    if (request.is404) throw new Problem('not_found')
    if (!access || !callers.includes(request.caller)) throw new Problem('not_found')
    if (access === 'signedIn') await requireSession(request, authority)
  })
}

/** Teaches an app to read people's access tokens (SEC-05); `verifyUser` and `requireSession` need it. */
export function registerUserTokens(app: FastifyInstance, authority: Authority): void {
  app.register(jwt, {
    decode: { complete: true },
    secret: {
      private: '',
      public: async (_: FastifyRequest, token: unknown) => known(await authority.publicKey(kidOf(token as Token))),
    },
    verify: {
      ...STRICT,
      allowedIss: TOKEN_ISSUER,
      allowedAud: TOKEN_AUDIENCE,
      requiredClaims: ['iss', 'aud', 'sub', 'sid', 'exp'],
    },
  })
  const personOf = prover<SignedInUser>({
    header: 'authorization',
    verify: (request) => request.jwtVerify(),
    read: (payload) => {
      const { sub, sid, exp } = Claims.parse(payload)
      return { who: Object.freeze({ profileId: sub, sessionId: sid }), until: exp * 1000 }
    },
    isKeyKnown: ({ kid }) => authority.publicKey(kid),
  })
  app.decorate('personOf', personOf)
}

function registerServiceTokens(app: FastifyInstance, { name }: Identity, house: House): void {
  const keys = new CallerKeys(house)
  app.register(jwt, {
    namespace: 'service',
    decoratorName: 'caller',
    decode: { complete: true },
    secret: {
      private: '',
      public: async (_: FastifyRequest, token: unknown) => {
        const { iss = '' } = (token as Token).payload as { iss?: string }
        // Nothing is verified yet: only a service of this house is asked for its keys.
        return known(
          SERVICES.includes(iss) ? await keys.publicKey(iss as ServiceName, kidOf(token as Token)) : undefined,
        )
      },
    },
    verify: {
      ...STRICT,
      allowedAud: name,
      allowedIss: [...SERVICES],
      requiredClaims: ['iss', 'aud', 'exp'],
      extractToken: (request) => request.headers[SERVICE_TOKEN_HEADER] as string | undefined,
    },
  })
  const callerOf = prover<ServiceName>({
    header: SERVICE_TOKEN_HEADER,
    verify: (request) => request.serviceJwtVerify(),
    read: (payload) => {
      const { iss, exp } = payload as { iss: ServiceName; exp: number }
      return { who: iss, until: exp * 1000 }
    },
    isKeyKnown: ({ who, kid }) => keys.publicKey(who, kid),
  })
  app.decorate('callerOf', callerOf)
}

function known(pem: string | undefined): string {
  if (!pem) throw new Problem('not_signed_in', { detail: 'The token is signed with an unknown key.' })
  return pem
}

async function verifyCaller(request: FastifyRequest): Promise<void> {
  try {
    request.caller = await request.server.callerOf(request)
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'unavailable') throw cause
    throw new Problem('not_found', { cause })
  }
}

/** Fills `request.user`, or says why not. Routes that are open to anyone may call it themselves. */
export async function verifyUser(request: FastifyRequest): Promise<void> {
  try {
    request.user = await request.server.personOf(request)
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem('not_signed_in', { cause })
  }
}

/** Fills `request.user` with a person whose session lives, or says why not. */
export async function requireSession(request: FastifyRequest, authority: Authority): Promise<void> {
  await verifyUser(request)
  if (await authority.hasEnded(request.user.sessionId)) throw new Problem('session_ended')
}
