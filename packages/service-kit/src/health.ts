import { Problem } from '@snug/contracts'
import type { FastifyInstance } from 'fastify'
import type { Identity } from './identity.ts'

/** Rejects, or throws, with what is missing. */
export type ReadinessCheck = () => void | Promise<void>

const CHECK_MS = 1_500

/** `live` says "I run"; `ready` says "I can serve"; the keys tell the other services how to know me. */
export function healthRoutes(app: FastifyInstance, identity: Identity, checks: ReadinessCheck[]): void {
  const config = { unguarded: true }
  app.get('/health/live', { config, logLevel: 'warn' }, () => ({ service: identity.name }))
  app.get('/health/ready', { config, logLevel: 'silent' }, async () => {
    const late = new Promise<never>((_, reject) => setTimeout(reject, CHECK_MS, new Error('late')).unref())
    try {
      await Promise.race([Promise.all(checks.map(async (check) => check())), late])
    } catch (cause) {
      throw new Problem('unavailable', { retryAfter: 1, cause })
    }
    return { service: identity.name }
  })
  app.get('/internal/keys', { config, logLevel: 'warn' }, () => ({ keys: [identity.keys.jwk] }))
}
