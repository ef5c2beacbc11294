import type { Message, Seq } from '@snug/contracts'
import type { LiveEvent } from './events.ts'
import type { Outgoing } from './outbox.ts'
import { photosOf, withoutPhoto, withPhoto } from './places.ts'

/** One room as this client knows it: a run of messages up to the newest, and mine that wait. */
export interface Feed {
  /** Ascending by seq. */
  messages: readonly Message[]
  /** In the order of writing. */
  pending: readonly Outgoing[]
  /** A page has come; before that, an empty feed says nothing. */
  loaded: boolean
  /** The first message is here: there is nothing above. */
  reachedStart: boolean
  /** It is as an earlier page saw it: until a page comes, what was said or changed since may be missing. */
  kept?: true
}

export const emptyFeed: Feed = { messages: [], pending: [], loaded: false, reachedStart: false }

/** A page of history, oldest first, beside the news. */
export interface PageEvent {
  type: 'page'
  items: readonly Message[]
  reachedStart: boolean
}

/** What a feed is after an event. Hearing an event twice, or late, changes nothing. */
export function afterEvent(feed: Feed, event: LiveEvent | PageEvent): Feed {
  switch (event.type) {
    case 'page':
      return withPage(feed, event)
    case 'message':
      return withMessages(feed, [event.message])
    case 'message_edited':
      return feed.messages.some(({ seq }) => seq === event.message.seq) ? withMessages(feed, [event.message]) : feed
    case 'message_deleted':
      return {
        ...feed,
        messages: feed.messages.map((message) =>
          message.seq === event.seq
            ? { ...message, text: '', photos: [], reactions: [], deletedAt: event.deletedAt }
            : message,
        ),
      }
    case 'reactions':
      return {
        ...feed,
        messages: feed.messages.map((message) =>
          message.seq === event.seq ? { ...message, reactions: event.reactions } : message,
        ),
      }
    case 'photo_ready':
    case 'photo_failed':
      return { ...feed, messages: withPhoto(feed.messages, event.seq, event.photo) }
    case 'photo_removed':
      return { ...feed, messages: withoutPhoto(feed.messages, event.seq, event.photoId) }
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

export const lastSeq = (feed: Feed): Seq => feed.messages.at(-1)?.seq ?? 0

/** Whether no number is missing between the oldest and the newest message held, and that is at least `upTo`. */
export function isWhole(feed: Feed, upTo: Seq): boolean {
  const first = feed.messages[0]?.seq ?? 1
  return lastSeq(feed) >= upTo && lastSeq(feed) - first + 1 === feed.messages.length
}

/**
 * Messages with pictures that are not there: those on their way, and those that failed and may be sent again. What fills
 * their places while there is no line is not told again.
 */
export const awaiting = (feed: Feed): Message[] =>
  feed.messages.filter(({ photos }) => photos.some(({ state }) => state !== 'ready'))

/** A message and its later versions are one: the same author said it once. */
const isSame = (a: { authorId: string; clientId: string }, b: { authorId: string; clientId: string }) =>
  a.clientId === b.clientId && a.authorId === b.authorId

const isConfirmed = (feed: Feed, mine: Outgoing) => feed.messages.some((message) => isSame(message, mine))

const changedAt = ({ editedAt, deletedAt }: Message) => Math.max(editedAt?.getTime() ?? 0, deletedAt?.getTime() ?? 0)

function withPage(feed: Feed, { items, reachedStart }: PageEvent): Feed {
  const first = items[0]?.seq ?? 0
  const before = feed.messages.filter(({ seq }) => seq < first)
  // What lies before the page and does not touch it would leave a hole: it is read again from above when asked for.
  const hole = before.length > 0 && before.at(-1)?.seq !== first - 1
  const { kept: _, ...rest } = hole ? { ...feed, messages: feed.messages.slice(before.length) } : feed
  return {
    ...withMessages(rest, items),
    loaded: true,
    reachedStart: reachedStart || (feed.reachedStart && !hole),
  }
}

/** The union by seq, the later version of each, and no pending one that has arrived. */
function withMessages(feed: Feed, news: readonly Message[]): Feed {
  const bySeq = new Map(feed.messages.map((message) => [message.seq, message]))
  for (const message of news) {
    const known = bySeq.get(message.seq)
    if (!known) bySeq.set(message.seq, message)
    else if (changedAt(message) >= changedAt(known))
      bySeq.set(message.seq, { ...message, photos: photosOf(message, known) })
  }
  const messages = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
  const pending = feed.pending.filter((mine) => !news.some((message) => isSame(message, mine)))
  return { ...feed, messages, pending: pending.length === feed.pending.length ? feed.pending : pending }
}

function withPending(pending: readonly Outgoing[], mine: Outgoing): Outgoing[] {
  const known = pending.some(({ clientId }) => clientId === mine.clientId)
  return known ? pending.map((other) => (other.clientId === mine.clientId ? mine : other)) : [...pending, mine]
}

/** A confirmed message takes its place at once; the same message coming over the line changes nothing more. */
function withAck(feed: Feed, { clientId, roomId, seq, sentAt }: Extract<LiveEvent, { type: 'ack' }>): Feed {
  const mine = feed.pending.find((pending) => pending.clientId === clientId)
  if (!mine) return feed
  const { authorId, text, photos, replyTo = null } = mine
  const said = { clientId, roomId, seq, sentAt, authorId, text, photos, replyTo }
  return withMessages(feed, [{ ...said, reactions: [], editedAt: null, deletedAt: null }])
}
