import type { LineState, Store } from '@snug/client'
import { ACCESS_SECONDS, API_PREFIX, call, DEADLINE_MS, getMe, Problem, refresh } from '@snug/contracts'

/** When this browser last got new tokens, in ms since 1970; shared by its tabs. */
const RENEWED_AT = 'snug.renewedAt'
/** When a renewal began that has not ended yet, in ms since 1970. */
const STARTED_AT = 'snug.renewalStartedAt'
/** Renewed a minute before the access token runs out, so that pictures never meet a stale cookie. */
const RENEW_AFTER_MS = (ACCESS_SECONDS - 60) * 1000
/** Between tries while the house is away. */
const RETRY_MS = 30_000

let running: Promise<void> | undefined

/**
 * Trades the refresh cookie for a new one. A refresh token works once and a second use ends the session, so only one
 * renewal runs at a time in this browser, and none when another tab has renewed since `staleAt` (ms since 1970).
 * @throws Problem of status 401 when the session is over
 */
export function renew(staleAt: number): Promise<void> {
  running ??= alone(async () => {
    if (renewedAt() > staleAt) return
    if (!(await cameAfterAll())) await trade()
    noteRenewal()
  }).finally(() => {
    running = undefined
  })
  return running
}

/** The browser sees this through even when the page goes: the house has given the old token up by then. */
const outliving: typeof fetch = (address, init) => fetch(address, { ...init, keepalive: true })

async function trade(): Promise<void> {
  localStorage.setItem(STARTED_AT, String(Date.now()))
  await call({ baseUrl: API_PREFIX, fetch: outliving }, refresh, {}).finally(() => localStorage.removeItem(STARTED_AT))
}

/** Whether the cookies came of a renewal that a page began and did not live to see the end of, as when one reloads twice. */
async function cameAfterAll(): Promise<boolean> {
  const wait = Number(localStorage.getItem(STARTED_AT) ?? 0) + DEADLINE_MS - Date.now()
  localStorage.removeItem(STARTED_AT)
  if (wait <= 0) return false
  await new Promise((done) => setTimeout(done, wait))
  return call({ baseUrl: API_PREFIX }, getMe, {}).then(
    () => true,
    () => false,
  )
}

/**
 * Renews in time, again and again, as long as the session lives; and again when the line of a new one opens. Ends when the
 * returned function is called.
 */
export function keepRenewing(line: Store<LineState>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = true
  const plan = (least: number) => {
    isOver = false
    const due = renewedAt() + RENEW_AFTER_MS - Date.now()
    timer = setTimeout(
      () => {
        renew(renewedAt()).then(
          () => plan(0),
          (error) => {
            isOver = error instanceof Problem && error.status === 401
            if (!isOver) plan(RETRY_MS)
          },
        )
      },
      Math.max(least, due),
    )
  }
  plan(0)
  const forget = line.subscribe(() => isOver && line.get().kind === 'open' && plan(0))
  return () => {
    forget()
    clearTimeout(timer)
  }
}

export function noteRenewal(): void {
  localStorage.setItem(RENEWED_AT, String(Date.now()))
}

export function forgetRenewal(): void {
  localStorage.removeItem(RENEWED_AT)
}

/** Whether a session of this browser is not known to have ended. */
export const wasSignedIn = (): boolean => renewedAt() > 0

const renewedAt = () => Number(localStorage.getItem(RENEWED_AT) ?? 0)

/** One tab at a time. Where the browser has no locks (a plain http address of the home network), one page at a time. */
function alone(work: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request('snug-renewal', work) : work()
}
