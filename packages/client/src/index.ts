export { backoff } from './backoff.ts'
export type { Dial, LineState, Socket } from './connection.ts'
export type { LiveEvent } from './events.ts'
export {
  afterEvent,
  emptyFeed,
  type Feed,
  type FeedEvent,
  isWhole,
  lastSeq,
  MOST_HELD,
  type PageEvent,
  type Waiting,
} from './feed.ts'
export { Feeds } from './feeds.ts'
export { newClientId, newPhotoId } from './ids.ts'
export { Live, type LiveOptions } from './live.ts'
export { memoryOutbox, type OutboxStore, type Outgoing } from './outbox.ts'
export { changesQuery, isBehind } from './revisions.ts'
export type { Draft } from './sending.ts'
export { Session } from './session.ts'
export { Store } from './store.ts'
