import { API_PREFIX } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyPluginAsync } from 'fastify'
import type { Limits } from '../door/limits.ts'

const SERVICES = ['profile', 'auth', 'chatroom', 'file'] as const
/** A service that does not say it is ready within this, in ms, is not. */
const PATIENCE_MS = 1_500
/** However many ask, the services are asked once in this time, in ms. */
const FRESH_MS = 2_000

/** How the house is, in words that give nothing away: which services can serve. */
export const healthRoutes: FastifyPluginAsync<{ house: House; limits: Limits }> = async (app, { house, limits }) => {
  let known: Promise<Record<string, 'up' | 'down'>> | undefined
  let askedAt = 0
  const look = () => {
    if (Date.now() - askedAt > FRESH_MS) {
      askedAt = Date.now()
      known = lookAfter(house)
    }
    return known as Promise<Record<string, 'up' | 'down'>>
  }

  app.get(`${API_PREFIX}/health`, { preParsing: limits.read }, async () => {
    const services = await look()
    const isWell = Object.values(services).every((state) => state === 'up')
    return { status: isWell ? 'up' : 'degraded', services }
  })
}

async function lookAfter(house: House): Promise<Record<string, 'up' | 'down'>> {
  const states = await Promise.all(
    SERVICES.map(async (name) => [name, (await isReady(house.urlOf(name))) ? 'up' : 'down'] as const),
  )
  return Object.fromEntries(states)
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(PATIENCE_MS) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
