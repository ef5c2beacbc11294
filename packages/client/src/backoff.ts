const FIRST_MS = 2_000
/** With the handshake this stays below 5 s. */
const SOON_MS = 4_000
const LONGEST_MS = 30_000
/** Whoever was away for long may take a little longer to come back: a fifteenth of the time, which is 4 s for a minute. */
const PART = 1 / 15

/**
 * How long to wait before the next attempt, in ms: up to 2 s, then 4 s, and when the line has been down for more than a
 * minute up to a fifteenth of that time, at most 30 s. So everybody is back within 5 s of a short outage's end. Each wait
 * is drawn from the upper three quarters, because a whole crowd loses its lines in the same moment: 5,000 people then
 * knock at a gateway that restarts over seconds, and at a house that is away each some twenty times a minute.
 */
export function backoff(failures: number, awayMs: number, random: () => number = Math.random): number {
  const full = Math.min(FIRST_MS * 2 ** failures, Math.max(SOON_MS, awayMs * PART), LONGEST_MS)
  return full * (0.25 + 0.75 * random())
}
