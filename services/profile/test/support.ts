import type { TestContext } from 'node:test'
import { call, type ProfileId, type SessionId, signup } from '@snug/contracts'
import { migrate, openDatabase } from '@snug/service-kit/database'
import { freshDatabase, listen, startNeighbours } from '@snug/service-kit/testing'
import { buildApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'
import type { Tables } from '../src/database.ts'

export const longPassword = 'correct horse battery'

/** The profile service on a fresh database, and a few people to be. */
export async function startProfile(t: TestContext, settings: Partial<Config> = {}) {
  const url = await freshDatabase(t)
  const events: unknown[] = []
  const neighbours = await startNeighbours(t, (app) => {
    app.post('/internal/events', ({ body }, reply) => {
      events.push(body)
      return reply.code(204).send()
    })
  })
  await migrate(url, `${import.meta.dirname}/../migrations`)
  const db = openDatabase<Tables>(url, 5)
  const config: Config = {
    ...neighbours.config,
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: url,
    DATABASE_CONNECTIONS: 5,
    PASSWORD_MIN: 8,
    HASH_CONCURRENCY: 2,
    HASH_QUEUE: 100,
    ...settings,
  }
  const baseUrl = await listen(t, await buildApp({ config, db }))
  const nobody = neighbours.caller(baseUrl, 'profile')
  const auth = neighbours.caller(baseUrl, 'profile', undefined, 'auth')

  const as = (profileId: ProfileId) =>
    neighbours.caller(baseUrl, 'profile', { profileId, sessionId: crypto.randomUUID() as SessionId })

  /** Signs somebody up, and resolves to them with a way to call as them. */
  async function join(username: string) {
    const { profile } = await call(nobody, signup, { body: { username, password: longPassword } })
    return { profile, caller: as(profile.id) }
  }
  return { baseUrl, db, events, neighbours, nobody, auth, as, join }
}
