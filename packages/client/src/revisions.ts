import { CHANGES_SPAN, type Message, type Revision, type Seq } from '@snug/contracts'
import { laterOf } from './changes.ts'
import type { Feed } from './feed.ts'
import { firstOf, lastOf, withChanged } from './runs.ts'

// Changes of a room are numbered 1, 2, 3, ... A feed knows up to which one its window has all of them, and which is the newest it
// heard of. As long as the two are one, the window is what everybody sees; else the house is asked for the changes after the first.

/** What the house says was changed after `since` in the span of messages that begins at `from`. */
export interface ChangesEvent {
  type: 'changes'
  since: Revision
  from: Seq
  items: readonly Message[]
  /** Every change up to this one is known with it. */
  revision: Revision
}

/** Whether changes of messages in the window may be missing: ask with `changesQuery`, and apply the answer as `changes`. */
export const isBehind = ({ loaded, messages, revision, newestRevision }: Feed): boolean =>
  loaded && messages.length > 0 && revision < newestRevision

/** What to ask `listChanges` for. */
export const changesQuery = ({ messages, revision }: Feed) => ({ since: revision, from: firstOf(messages) })

/** After one change was told. With it all are known, if it is the next one. */
export function afterChange(feed: Feed, revision: Revision): Feed {
  if (revision <= feed.revision) return feed
  return settled({
    ...feed,
    revision: revision === feed.revision + 1 ? revision : feed.revision,
    newestRevision: Math.max(feed.newestRevision, revision),
  })
}

/** After the house told which change is the newest: what was heard before may be older, whatever else was read meanwhile. */
export const afterTold = (feed: Feed, revision: Revision): Feed =>
  settled({
    ...feed,
    revision: Math.min(feed.revision, revision),
    newestRevision: Math.max(feed.newestRevision, revision),
  })

/** After a page, which may be all there is in the window. */
export const afterReading = (feed: Feed, { revision, isAll }: { revision: Revision; isAll: boolean }): Feed =>
  settled({
    ...feed,
    revision: isAll ? revision : Math.min(feed.revision, revision),
    newestRevision: Math.max(feed.newestRevision, revision),
  })

/** After what was changed was asked for. It changes what is here and brings nothing that is not. */
export function afterChanges(feed: Feed, { since, from, items, revision }: ChangesEvent): Feed {
  const messages = items.reduce(
    (run, item) => withChanged(run, item.seq, (known) => laterOf(known, item)),
    feed.messages,
  )
  const coversAll = feed.revision >= since && firstOf(messages) >= from && lastOf(messages) < from + CHANGES_SPAN
  return settled({
    ...feed,
    messages,
    revision: coversAll ? Math.max(feed.revision, revision) : feed.revision,
    newestRevision: Math.max(feed.newestRevision, revision),
  })
}

/** A feed of an earlier page is like any other when nothing is missing. */
function settled(feed: Feed): Feed {
  if (!feed.kept || feed.revision < feed.newestRevision) return feed
  const { kept: _, ...fresh } = feed
  return fresh
}
