import { API_PREFIX, call, refresh } from '@snug/contracts'

/** When this browser last got new tokens, in ms since 1970; shared by its tabs. */
const RENEWED_AT = 'snug.renewedAt'
/** Renewed this long before the access token runs out, so that pictures never meet a stale cookie. */
const AHEAD_MS = 60_000

let running: Promise<void> | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Trades the refresh cookie for a new one. A refresh token works once and a second use ends the session, so only one
 * renewal runs at a time in this browser, and none when another tab has renewed since `staleAt` (ms since 1970).
 * @throws Problem of status 401 when the session is over
 */
export function renew(staleAt: number): Promise<void> {
  running ??= alone(async () => {
    if (renewedAt() > staleAt) return
    const { expiresIn } = await call({ baseUrl: API_PREFIX }, refresh, {})
    noteRenewal(expiresIn)
  }).finally(() => {
    running = undefined
  })
  return running
}

/** Tokens came, good for `expiresIn` seconds: plans the next renewal. */
export function noteRenewal(expiresIn: number): void {
  localStorage.setItem(RENEWED_AT, String(Date.now()))
  const wait = expiresIn * 1000 - AHEAD_MS
  clearTimeout(timer)
  // Failing is fine: the next call tries again and says what is wrong.
  timer = setTimeout(() => renew(Date.now() - wait / 2).catch(() => {}), wait)
}

export function stopRenewing(): void {
  clearTimeout(timer)
  localStorage.removeItem(RENEWED_AT)
}

const renewedAt = () => Number(localStorage.getItem(RENEWED_AT) ?? 0)

/** One tab at a time. Where the browser has no locks (a plain http address of the home network), one page at a time. */
function alone(work: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request('snug-renewal', work) : work()
}
