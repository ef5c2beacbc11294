import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import {
  ACCESS_SECONDS,
  type Caller,
  type ProfileId,
  type ServiceName,
  type SessionId,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from '@snug/contracts'
import { createSigner } from 'fast-jwt'
import Fastify, { type FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { ServiceConfig } from './config.ts'
import { openDatabase } from './database/pool.ts'
import type { SignedInUser } from './guard.ts'
import { openHouse } from './house.ts'
import { newIdentity, newKeyPair, SERVICE_TOKEN_HEADER } from './identity.ts'

/**
 * An empty database of its own for one test, on the real server of SNUG_TEST_DATABASE_URL, gone when the test ends.
 * @returns its address, as a user who may do all
 */
export async function freshDatabase(t: TestContext): Promise<string> {
  const server = process.env.SNUG_TEST_DATABASE_URL
  if (!server) throw new Error('These tests need a database: run them with `npm test`.')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = openDatabase<object>(server, 1)
  await sql`create database ${sql.id(name)}`.execute(admin)
  // Migrations grant the reader what it may see, so it must be there.
  await sql`create user if not exists 'snug_reader'@'%' identified by ${sql.lit(randomUUID())}`.execute(admin)
  t.after(async () => {
    await sql`drop database ${sql.id(name)}`.execute(admin)
    await admin.destroy()
  })
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.toString()
}

/** The services around the one under test: they vouch for callers and for people, and answer what a test says. */
export interface Neighbours {
  config: ServiceConfig
  /** A person with a session that auth would vouch for. */
  newPerson(): SignedInUser
  /** Calls the service under test as the gateway does, for that person or for nobody. */
  caller(baseUrl: string, audience: ServiceName, person?: SignedInUser, as?: ServiceName): Caller
  /** A token as auth signs it, with whatever a test wants to be wrong with it. */
  accessToken(person: SignedInUser, claims?: Record<string, unknown>): string
}

export async function startNeighbours(t: TestContext, answers?: (app: FastifyInstance) => void): Promise<Neighbours> {
  const accessKeys = newKeyPair()
  const app = Fastify()
  const identity = newIdentity('gateway')
  app.get('/internal/keys', () => ({ keys: [identity.keys.jwk] }))
  app.get('/auth/keys', () => ({ keys: [accessKeys.jwk] }))
  app.get('/internal/sessions/ended', () => ({ items: [] }))
  answers?.(app)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => app.close())

  const config: ServiceConfig = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    HOST: '127.0.0.1',
    PORT: 0,
    PROFILE_URL: url,
    AUTH_URL: url,
    CHATROOM_URL: url,
    FILE_URL: url,
    GATEWAY_URL: url,
  }
  const sign = createSigner({
    algorithm: 'EdDSA',
    key: accessKeys.privateKey,
    kid: accessKeys.kid,
  })
  const accessToken = ({ profileId, sessionId }: SignedInUser, claims = {}) =>
    sign({
      iss: TOKEN_ISSUER,
      aud: TOKEN_AUDIENCE,
      sub: profileId,
      sid: sessionId,
      exp: Math.floor(Date.now() / 1000) + ACCESS_SECONDS,
      ...claims,
    })

  return {
    config,
    accessToken,
    newPerson: () => ({ profileId: randomUUID() as ProfileId, sessionId: randomUUID() as SessionId }),
    caller: (baseUrl, audience, person, as = 'gateway') => {
      const house = openHouse(config, { ...identity, name: as })
      return {
        baseUrl,
        // New for each call: on a busy machine a test may take longer than a token lives.
        get headers() {
          return {
            [SERVICE_TOKEN_HEADER]: house.tokenFor(audience),
            ...(person ? { authorization: `Bearer ${accessToken(person)}` } : {}),
          }
        },
      }
    },
  }
}

/** Listens on a free port until the test ends, and waits until the service is ready. @returns its address */
export async function listen(t: TestContext, app: Pick<FastifyInstance, 'listen' | 'close'>): Promise<string> {
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => app.close())
  for (let tries = 0; tries < 100; tries++) {
    if ((await fetch(`${url}/health/ready`)).ok) return url
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`${url} did not become ready`)
}
