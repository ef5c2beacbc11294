import { backoff, type Live } from '@snug/client'
import { Problem } from '@snug/contracts'

/** 401 (until somebody signs in again), 408, 409 (another try of ours holds the upload), 429 and 503 pass; what is refused, or full, stays so. */
const PASSES = new Set([401, 408, 409, 429, 503])
/** A session that ended is back when the live line is; this long, in ms, is for when that was not told. */
const SIGNED_OUT_MS = 30_000

/** Does something over a line that may be bad: again and again, until it is done, refused for good, or given up. */
export type Patience = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Calls back when the network or the live line is back, until the returned function is called. */
type Listen = (end: () => void) => () => void

/** `page` hears when the network is back. */
export function patienceOf({ line }: Pick<Live, 'line'>, page: EventTarget = window): Patience {
  const isBack: Listen = (end) => {
    const forget = line.subscribe(() => line.get().kind === 'open' && end())
    page.addEventListener('online', end)
    return () => {
      forget()
      page.removeEventListener('online', end)
    }
  }
  return async (work, signal) => {
    const startedAt = performance.now()
    for (let failures = 0; ; failures++) {
      signal?.throwIfAborted()
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Problem) || !PASSES.has(error.status)) throw error
        const delay = error.status === 401 ? SIGNED_OUT_MS : backoff(failures, performance.now() - startedAt)
        await pause(Math.max(delay, (error.extras.retryAfter ?? 0) * 1000), isBack, signal)
      }
    }
  }
}

/** Ends early when what it waits for is told. */
function pause(ms: number, isBack: Listen, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const end = () => resolve()
  const timer = setTimeout(end, ms)
  const stop = isBack(end)
  signal?.addEventListener('abort', end)
  return promise.finally(() => {
    clearTimeout(timer)
    stop()
    signal?.removeEventListener('abort', end)
  })
}
