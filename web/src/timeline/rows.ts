import type { Feed, Outgoing } from '@snug/client'
import type { Message, ProfileId, Seq } from '@snug/contracts'
import type { Post } from '../posts/picture.ts'
import { sameDay } from '../ui/time.ts'

/** What every row may say above what it is about. */
interface Above {
  /** One key from the moment of sending to the number given by the house, so that a row stays the same row. */
  key: string
  /** The day begins here. */
  day?: Date
  /** From here on it is new to me. */
  unread?: true
  /** The author is said, for somebody else spoke before. */
  head: boolean
}

export type Row = Above &
  ({ kind: 'message'; message: Message } | { kind: 'pending'; pending: Outgoing } | { kind: 'post'; post: Post })

/** A pause longer than this begins a new group. */
const GROUP_MS = 5 * 60_000

/**
 * The rows of a feed, one for each thing said. Heads of days and of news are part of the row below them: the list keeps
 * its place by the row one looks at, and a row of their own would wander when history comes in above.
 */
export function rowsOf(feed: Feed, posts: readonly Post[], readSeq: Seq | undefined, me: ProfileId): Row[] {
  const above = newHeads(firstUnread(feed, readSeq, me))
  return [
    ...feed.messages.map(
      (message): Row => ({ kind: 'message', message, ...above(message, message.sentAt, message.seq) }),
    ),
    ...feed.pending.map((pending): Row => ({ kind: 'pending', pending, ...above(pending, pending.queuedAt) })),
    ...posts.map((post): Row => ({ kind: 'post', post, ...above(post, post.startedAt) })),
  ]
}

/** Tells what stands above each row, asked from the top down. */
function newHeads(unreadFrom: Seq | undefined) {
  let before: { authorId: ProfileId; at: Date } | undefined
  return ({ authorId, clientId }: Pick<Outgoing, 'authorId' | 'clientId'>, at: Date, seq?: Seq): Above => {
    const newDay = !before || !sameDay(before.at, at)
    const unread = seq !== undefined && seq === unreadFrom
    const pause = before && at.getTime() - before.at.getTime() > GROUP_MS
    const head = newDay || unread || pause || before?.authorId !== authorId
    before = { authorId, at }
    return { key: `${authorId}:${clientId}`, head, ...(newDay ? { day: at } : {}), ...(unread ? { unread } : {}) }
  }
}

/** The first message of others past my mark; none as long as it lies further up than what is loaded. */
function firstUnread({ messages, reachedStart }: Feed, readSeq: Seq | undefined, me: ProfileId): Seq | undefined {
  if (readSeq === undefined) return undefined
  const oldest = messages[0]?.seq ?? 0
  if (oldest > readSeq + 1 && !reachedStart) return undefined
  return messages.find(({ seq, authorId }) => seq > readSeq && authorId !== me)?.seq
}

/** The newest message among the rows up to `end`. */
export function lastSeqUpTo(rows: readonly Row[], end: number): Seq {
  for (let at = Math.min(end, rows.length - 1); at >= 0; at--) {
    const row = rows[at]
    if (row?.kind === 'message') return row.message.seq
  }
  return 0
}
