import type { Message, Seq } from '@snug/contracts'

/** Messages of one room, ascending by seq, each once. */
export type Run = readonly Message[]

export const firstOf = (run: Run): Seq => run[0]?.seq ?? 0
export const lastOf = (run: Run): Seq => run.at(-1)?.seq ?? 0

/** Whether nothing lies between the two: they overlap, or one begins where the other ends. */
export const isJoined = (a: Run, b: Run): boolean => firstOf(a) <= lastOf(b) + 1 && firstOf(b) <= lastOf(a) + 1

/** Both runs as one; of a message that is in both, what `both` makes of it. Costs no more than writing the run once. */
export function union(held: Run, news: Run, both: (held: Message, news: Message) => Message): Run {
  if (news.length === 0) return held
  if (held.length === 0 || lastOf(held) < firstOf(news)) return [...held, ...news]
  if (lastOf(news) < firstOf(held)) return [...news, ...held]
  const run: Message[] = []
  for (let [at, next] = [0, 0]; at < held.length || next < news.length; ) {
    const [mine, theirs] = [held[at], news[next]]
    if (mine && mine.seq === theirs?.seq) run.push(both(mine, theirs))
    else if (mine && (!theirs || mine.seq < theirs.seq)) run.push(mine)
    else if (theirs) run.push(theirs)
    if (run.at(-1)?.seq === mine?.seq) at++
    if (run.at(-1)?.seq === theirs?.seq) next++
  }
  return run
}

/** The run with one message changed; the same run when that is not in it. */
export function withChanged(run: Run, seq: Seq, change: (message: Message) => Message): Run {
  const at = run.findLastIndex((message) => message.seq === seq)
  const message = run[at]
  return message ? run.with(at, change(message)) : run
}

/** The run up to the first number that is missing. */
export function upToHole(run: Run): Run {
  const at = run.findIndex(({ seq }, index) => seq !== firstOf(run) + index)
  return at < 0 ? run : run.slice(0, at)
}
