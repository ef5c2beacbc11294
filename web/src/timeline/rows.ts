import type { Feed, Outgoing } from '@snug/client'
import type { Message, ProfileId, Seq } from '@snug/contracts'
import type { Post } from '../posts/picture.ts'
import { sameDay } from '../ui/time.ts'
import { keyOf, type Place } from './places.ts'

/** What every row may say above what it is about. */
interface Above {
  key: string
  at: Date
  /** The day begins here. */
  day?: true
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
 * its place by the row one looks at, and a row of their own would wander when history comes in above. What I am saying
 * stands below the newest, and nowhere as long as that is not here.
 */
export function rowsOf(feed: Feed, posts: readonly Post[], readSeq: Seq | undefined, me: ProfileId): Row[] {
  const above = newHeads(firstUnread(feed, readSeq, me))
  const said = feed.messages.map(
    (message): Row => ({ kind: 'message', message, ...above(message, message.sentAt, message.seq) }),
  )
  if (!feed.reachedEnd) return said
  return [
    ...said,
    ...feed.pending.map((pending): Row => ({ kind: 'pending', pending, ...above(pending, pending.queuedAt) })),
    ...posts.map((post): Row => ({ kind: 'post', post, ...above(post, post.startedAt) })),
  ]
}

/** Tells what stands above each row, asked from the top down. */
function newHeads(unreadFrom: Seq | undefined) {
  let before: { authorId: ProfileId; at: Date } | undefined
  return (said: Pick<Outgoing, 'authorId' | 'clientId'>, at: Date, seq?: Seq): Above => {
    const { authorId } = said
    const newDay = !before || !sameDay(before.at, at)
    const unread = seq !== undefined && seq === unreadFrom
    const pause = before && at.getTime() - before.at.getTime() > GROUP_MS
    const head = newDay || unread || pause || before?.authorId !== authorId
    before = { authorId, at }
    return { key: keyOf(said), at, head, ...(newDay && { day: true }), ...(unread && { unread: true }) }
  }
}

/** The first message of others past my mark; none as long as it lies further up than what is loaded. */
function firstUnread({ messages, reachedStart }: Feed, readSeq: Seq | undefined, me: ProfileId): Seq | undefined {
  if (readSeq === undefined) return undefined
  const oldest = messages[0]?.seq ?? 0
  if (oldest > readSeq + 1 && !reachedStart) return undefined
  return messages.find(({ seq, authorId }) => seq > readSeq && authorId !== me)?.seq
}

export const seqOf = (row: Row | undefined): Seq | undefined => (row?.kind === 'message' ? row.message.seq : undefined)

/** The place as it is in these rows: where all that I have not read is mine, nothing is new, and the end is meant. */
export const placeIn = (rows: readonly Row[], place: Place): Place =>
  place.kind === 'unread' && !rows.some(({ unread }) => unread) ? { kind: 'end' } : place

/** The row of a place; the last one when it is not there. */
export function indexOf(rows: readonly Row[], place: Place): number {
  const at = rows.findIndex((row) => isAt(row, place))
  return at < 0 ? rows.length - 1 : at
}

function isAt(row: Row, place: Place): boolean {
  switch (place.kind) {
    case 'end':
      return false
    case 'unread':
      return row.unread === true
    case 'message':
      return (seqOf(row) ?? 0) >= place.seq
    case 'left':
      return row.key === place.key
  }
}

/** The newest message among the rows up to `end`. */
export function lastSeqUpTo(rows: readonly Row[], end: number): Seq {
  return seqOf(rows.findLast((row, at) => at <= end && row.kind === 'message')) ?? 0
}

/** Where my newest message is that can be edited; -1 when there is none. */
export const myLast = (rows: readonly Row[], me: ProfileId): number =>
  rows.findLastIndex((row) => row.kind === 'message' && row.message.authorId === me && row.message.deletedAt === null)

/** How many messages of others came after `seen`; of those that are not here nobody knows the author. */
export function newSince({ messages, reachedEnd }: Feed, seen: Seq, newest: Seq, me: ProfileId): number {
  if (!reachedEnd || seen + 1 < (messages[0]?.seq ?? 0)) return Math.max(0, newest - seen)
  return messages.filter(({ seq, authorId }) => seq > seen && authorId !== me).length
}
