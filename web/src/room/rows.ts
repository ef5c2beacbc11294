import type { Message, ProfileId, Seq } from '@snug/contracts'
import type { Post } from '../composer/posts.ts'
import type { Feed } from '../live/feed.ts'
import type { Outgoing } from '../live/outbox.ts'
import { sameDay } from '../ui/time.ts'

/** What the time line draws, one below the other. `head`: the author is said, for somebody else spoke before. */
export type Row =
  | { kind: 'start'; key: string }
  | { kind: 'day'; key: string; day: Date }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: Message; head: boolean }
  | { kind: 'pending'; key: string; pending: Outgoing; head: boolean }
  | { kind: 'post'; key: string; post: Post; head: boolean }

/** A pause longer than this begins a new group. */
const GROUP_MS = 5 * 60_000

/** The rows of a feed. A message keeps its key from the first letter uploaded to the number given by the house. */
export function rowsOf(feed: Feed, posts: readonly Post[], readSeq: Seq | undefined, me: ProfileId): Row[] {
  const rows: Row[] = [{ kind: 'start', key: 'start' }]
  let before: { authorId: ProfileId; at: Date } | undefined
  let unreadSaid = readSeq === undefined

  const opens = (authorId: ProfileId, at: Date): boolean => {
    if (!before || !sameDay(before.at, at)) {
      rows.push({ kind: 'day', key: `day-${at.toDateString()}`, day: at })
      before = undefined
    }
    const head = before?.authorId !== authorId || at.getTime() - before.at.getTime() > GROUP_MS
    before = { authorId, at }
    return head
  }

  for (const message of feed.messages) {
    const { authorId, clientId, seq, sentAt } = message
    const head = opens(authorId, sentAt)
    const firstUnread = !unreadSaid && seq > (readSeq ?? 0) && authorId !== me
    if (firstUnread) rows.push({ kind: 'unread', key: 'unread' })
    unreadSaid ||= firstUnread
    rows.push({ kind: 'message', key: `${authorId}:${clientId}`, message, head: head || firstUnread })
  }
  for (const pending of feed.pending) {
    const { authorId, clientId, queuedAt } = pending
    rows.push({ kind: 'pending', key: `${authorId}:${clientId}`, pending, head: opens(authorId, queuedAt) })
  }
  for (const post of posts) {
    const { authorId, clientId, startedAt } = post
    rows.push({ kind: 'post', key: `${authorId}:${clientId}`, post, head: opens(authorId, startedAt) })
  }
  return rows
}

/** The newest message among the rows up to `end`. */
export function lastSeqUpTo(rows: readonly Row[], end: number): Seq {
  for (let at = Math.min(end, rows.length - 1); at >= 0; at--) {
    const row = rows[at]
    if (row?.kind === 'message') return row.message.seq
  }
  return 0
}
