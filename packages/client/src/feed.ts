import type { Message, Revision, Seq } from '@snug/contracts'
import { type ChangeEvent, changeOf, type Expected, laterOf } from './changes.ts'
import type { LiveEvent } from './events.ts'
import type { Outgoing } from './outbox.ts'
import { afterChange, afterChanges, afterReading, afterTold, type ChangesEvent } from './revisions.ts'
import { firstOf, isJoined, lastOf, type Run, union, upToHole, withChanged } from './runs.ts'

/** A message of mine that is not in the window: the house does not have it yet, or it lies outside. */
export interface Waiting extends Outgoing {
  /** Its number, once it was said. */
  seq?: Seq
}

/** One room as this client knows it: a window on what was said, and mine that wait. */
export interface Feed {
  /** Ascending by seq. Nothing is missing between two of them, but for what the line is just telling. */
  messages: Run
  /** In the order of writing. What was said outside of the window stays until the window ends with the newest. */
  pending: readonly Waiting[]
  /** A page has come; before that, an empty feed says nothing. */
  loaded: boolean
  /** The first message is here: there is nothing above. */
  reachedStart: boolean
  /** The newest message is here, and what the line tells is added to it. Otherwise that is only counted. */
  reachedEnd: boolean
  /** The newest number heard of, whether it is here or not. */
  newest: Seq
  /** Every change up to this one is in the window. */
  revision: Revision
  /** The newest change heard of. When it is above `revision`, some may be missing: `isBehind`. */
  newestRevision: Revision
  /** It is as an earlier page saw it: what changed since is not known. What was said since is not in it. */
  kept?: true
}

export const emptyFeed: Feed = {
  messages: [],
  pending: [],
  loaded: false,
  reachedStart: false,
  reachedEnd: true,
  newest: 0,
  revision: 0,
  newestRevision: 0,
}

/** A window past this many messages gives up its far side: scrolling for hours costs no more than for a minute. */
export const MOST_HELD = 600
/** What it keeps then, so that it is not cut again with the next page. */
const KEPT = 450

/** A page of history, oldest first, beside the news. */
export interface PageEvent {
  type: 'page'
  items: readonly Message[]
  reachedStart: boolean
  reachedEnd: boolean
  /** Every change up to this one is in it. */
  revision: Revision
}

/** Gives up the far side of a window that has become too large. */
export interface TrimEvent {
  type: 'trim'
  keep: 'start' | 'end'
}

export type FeedEvent = LiveEvent | PageEvent | TrimEvent | ChangesEvent | Expected

/** What a feed is after an event. Hearing an event twice, or late, changes nothing. */
export function afterEvent(feed: Feed, event: FeedEvent): Feed {
  switch (event.type) {
    case 'page':
      return withPage(feed, event)
    case 'trim':
      return trimmed(feed, event.keep)
    case 'gap':
      return { ...feed, messages: upToHole(feed.messages), reachedEnd: false }
    case 'message':
      return withMessage(feed, event.message)
    case 'message_edited':
    case 'message_deleted':
    case 'reactions':
    case 'photo_ready':
    case 'photo_failed':
    case 'photo_removed':
      return withChange(feed, event)
    case 'changes':
      return afterChanges(feed, event)
    case 'revision':
      return afterTold(feed, event.revision)
    case 'queued':
      return isConfirmed(feed, event.message) ? feed : { ...feed, pending: withPending(feed.pending, event.message) }
    case 'ack':
      return withAck(feed, event)
    case 'refused':
      return {
        ...feed,
        pending: feed.pending.map((mine) =>
          mine.clientId === event.clientId ? { ...mine, refusal: event.refusal } : mine,
        ),
      }
    case 'discarded':
      return { ...feed, pending: feed.pending.filter(({ clientId }) => clientId !== event.clientId) }
    default:
      return feed
  }
}

export const lastSeq = (feed: Feed): Seq => lastOf(feed.messages)

/** Whether no number is missing between the oldest and the newest message held, and that is at least `upTo`. */
export function isWhole(feed: Feed, upTo: Seq): boolean {
  const first = feed.messages[0]?.seq ?? 1
  return lastSeq(feed) >= upTo && lastSeq(feed) - first + 1 === feed.messages.length
}

/** A message and its later versions are one: the same author said it once. */
const isSame = (a: { authorId: string; clientId: string }, b: { authorId: string; clientId: string }) =>
  a.clientId === b.clientId && a.authorId === b.authorId

const isConfirmed = (feed: Feed, mine: Outgoing) => feed.messages.some((message) => isSame(message, mine))

function withChange(feed: Feed, event: ChangeEvent): Feed {
  const { seq, revision, change } = changeOf(event)
  const messages = withChanged(feed.messages, seq, change)
  const changed = messages === feed.messages ? feed : { ...feed, messages }
  return revision === undefined ? changed : afterChange(changed, revision)
}

/** A page that touches the window makes it longer. One from elsewhere takes its place, for a window has no hole. */
function withPage(feed: Feed, { items, reachedStart, reachedEnd, revision }: PageEvent): Feed {
  const joined = items.length === 0 || isJoined(feed.messages, items)
  const held = joined ? feed.messages : []
  const isEnd = items.length > 0 && lastOf(items) >= lastOf(held)
  const hasEnd = isEnd ? reachedEnd && lastOf(items) >= feed.newest : feed.reachedEnd || reachedEnd
  const next: Feed = {
    ...feed,
    messages: union(held, items, laterOf),
    pending: without(
      feed.pending,
      (mine) => (hasEnd && mine.seq !== undefined) || items.some((it) => isSame(it, mine)),
    ),
    loaded: true,
    reachedStart: reachedStart || (feed.reachedStart && joined),
    reachedEnd: hasEnd,
    newest: Math.max(feed.newest, lastOf(items)),
  }
  return afterReading(next, { revision, isAll: !feed.loaded || held.length === 0 })
}

/** A message takes its place in the window; one that lies outside is only counted. */
function withMessage(feed: Feed, message: Message): Feed {
  const { messages, pending, loaded, reachedEnd } = feed
  const newest = Math.max(feed.newest, message.seq)
  const isAbove = message.seq < firstOf(messages) && loaded
  const isBelow = message.seq > lastOf(messages) && !reachedEnd
  const isMine = (mine: Waiting) => isSame(mine, message)
  if (isAbove || isBelow)
    return { ...feed, newest, pending: pending.map((mine) => (isMine(mine) ? { ...mine, seq: message.seq } : mine)) }
  return { ...feed, newest, messages: union(messages, [message], laterOf), pending: without(pending, isMine) }
}

function trimmed(feed: Feed, keep: TrimEvent['keep']): Feed {
  if (feed.messages.length <= KEPT) return feed
  return keep === 'start'
    ? { ...feed, messages: feed.messages.slice(0, KEPT), reachedEnd: false }
    : { ...feed, messages: feed.messages.slice(-KEPT), reachedStart: false }
}

function withPending(pending: readonly Waiting[], mine: Outgoing): Waiting[] {
  const known = pending.some(({ clientId }) => clientId === mine.clientId)
  return known ? pending.map((other) => (other.clientId === mine.clientId ? mine : other)) : [...pending, mine]
}

function without(pending: readonly Waiting[], isGone: (mine: Waiting) => boolean): readonly Waiting[] {
  return pending.some(isGone) ? pending.filter((mine) => !isGone(mine)) : pending
}

/** A confirmed message takes its place at once; the same message coming over the line changes nothing more. */
function withAck(feed: Feed, { clientId, roomId, seq, sentAt }: Extract<LiveEvent, { type: 'ack' }>): Feed {
  const mine = feed.pending.find((pending) => pending.clientId === clientId)
  if (!mine) return feed
  const { authorId, text, photos, replyTo = null } = mine
  const said = { clientId, roomId, seq, sentAt, authorId, text, photos, replyTo }
  return withMessage(feed, { ...said, reactions: [], editedAt: null, deletedAt: null })
}
