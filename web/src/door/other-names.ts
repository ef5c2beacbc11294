/** Of a username, which has at most so many characters. */
const MOST = 32

/** Names to try when one is taken. Nobody asks whether they are free: that would tell strangers who lives here. */
export function otherNames(taken: string, now = new Date()): string[] {
  const year = String(now.getFullYear() % 100).padStart(2, '0')
  const name = taken.trim().slice(0, MOST - 4)
  return [`${name}_${year}`, `the.${name}`, `${name}-2`]
}
