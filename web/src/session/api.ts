import { API_PREFIX, type CallInput, call, Problem, type Reply, type Route } from '@snug/contracts'
import { renew } from './renewal.ts'

/** A line that is slower than this, in ms, is as good as none. The house itself says sooner when it cannot answer. */
const LINE_MS = 10_000

const house = { baseUrl: API_PREFIX, lineMs: LINE_MS }

/** A call as it is, for the routes that begin and end sessions. */
export function apiOnce<R extends Route>(route: R, input: CallInput<R>): Promise<Reply<R>> {
  return call(house, route, input)
}

/** A call that renews the session when its access has run out, and then asks once more. */
export function api<R extends Route>(route: R, input: CallInput<R>): Promise<Reply<R>> {
  return renewing(() => call(house, route, input))
}

/** Does what needs a session; when its access has run out, renews it and does it once more. */
export async function renewing<T>(work: () => Promise<T>): Promise<T> {
  const askedAt = Date.now()
  try {
    return await work()
  } catch (error) {
    if (!isSignedOut(error)) throw error
    await renew(askedAt)
    return work()
  }
}

/** Nobody is signed in as far as this answer goes. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.status === 401
}
