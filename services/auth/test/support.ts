import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Caller, call, HouseEvent, login, Problem, type ServiceName } from '@snug/contracts'
import { SERVICE_TOKEN_HEADER } from '@snug/service-kit'
import { migrate, openDatabase } from '@snug/service-kit/database'
import { freshDatabase, listen, startNeighbours } from '@snug/service-kit/testing'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { buildApp } from '../src/app.ts'
import { Config } from '../src/config.ts'
import type { Tables } from '../src/database.ts'

export const password = 'correct horse battery'

/** The auth service on a fresh database, among services that take its events and a profile that knows some people. */
export async function startAuth(t: TestContext, settings: Partial<Config> = {}) {
  const { ears, away, hangs, answers } = listeners()
  const neighbours = await startNeighbours(t, (app) => {
    answers(app)
    knowPeople(app)
  })
  const url = await freshDatabase(t)
  await migrate(url, `${import.meta.dirname}/../migrations`)
  const config = {
    ...Config.parse({ ...neighbours.config, DATABASE_URL: url, MIGRATION_DATABASE_URL: url, DATABASE_CONNECTIONS: 5 }),
    ...settings,
  }
  const db = openDatabase<Tables>(url, 5)
  const baseUrl = await listen(t, await buildApp({ config, db }))
  const nobody = neighbours.caller(baseUrl, 'auth')

  /** Somebody at an address, with whatever else a request says. */
  const from = (address: string, headers: Record<string, string> = {}): Caller => ({
    baseUrl,
    headers: { ...neighbours.caller(baseUrl, 'auth').headers, 'x-forwarded-for': address, ...headers },
  })
  const bearing = (accessToken: string) => from('192.0.2.1', { authorization: `Bearer ${accessToken}` })

  /** Logs somebody in, and resolves to their tokens with a way to call as them. */
  async function signIn(username: string) {
    const tokens = await call(from('192.0.2.1', { 'user-agent': `${username}'s browser` }), login, {
      body: { login: username, password },
    })
    return { ...tokens, sessionId: claimsOf(tokens.accessToken).sid, caller: bearing(tokens.accessToken) }
  }
  /** A bare POST, for what `call` does not show: headers and cookies. */
  const post = (path: string, headers: Record<string, string> = {}, body?: object) =>
    fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { ...nobody.headers, ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })

  return { baseUrl, config, db, neighbours, nobody, from, bearing, signIn, post, ears, away, hangs }
}

/** Takes events in the place of every other service, unless a test says that one is away, or hangs. */
function listeners() {
  const ears: { service: ServiceName; event: HouseEvent }[] = []
  const away = new Set<ServiceName>()
  const hangs = new Set<ServiceName>()
  const answers = (app: FastifyInstance) => {
    app.post('/internal/events', async (request, reply) => {
      const service = claimsOf(request.headers[SERVICE_TOKEN_HEADER] as string).aud as ServiceName
      if (away.has(service)) return reply.code(503).send()
      while (hangs.has(service)) await sleep(20)
      ears.push({ service, event: z.decode(HouseEvent, request.body as never) })
      return reply.code(204).send()
    })
  }
  return { ears, away, hangs, answers }
}

/** Profile's stand-in: everybody is somebody, under one password. */
function knowPeople(app: FastifyInstance) {
  const ids = new Map<string, string>()
  app.post<{ Body: { login: string; password: string } }>('/internal/password-checks', ({ body }, reply) => {
    const username = body.login.toLowerCase()
    if (body.password !== password) {
      const wrong = new Problem('wrong_credentials')
      return reply.code(wrong.status).send(wrong.toJSON())
    }
    const id = ids.getOrInsertComputed(username, () => randomUUID())
    const privacy = { typing: true, presence: true, seen: true }
    const person = { id, username, displayName: username, bio: '', avatarId: null, email: null, privacy }
    return { ...person, createdAt: new Date().toISOString() }
  })
}

/** What a token says, believed. */
export function claimsOf(token: string): Record<string, unknown> & { sid: string } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
