const FIRST_MS = 1_000
const LONGEST_MS = 30_000

/**
 * How long to wait before the next attempt: 1, 2, 4 ... 30 s, each drawn from the upper half, so that a crowd that lost
 * its line together does not come back together.
 */
export function backoff(failures: number, random: () => number = Math.random): number {
  const full = Math.min(FIRST_MS * 2 ** failures, LONGEST_MS)
  return full * (0.5 + random() / 2)
}
