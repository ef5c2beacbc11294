import type { RoomId } from '@snug/contracts'
import { afterEvent, emptyFeed, type Feed, type FeedEvent, MOST_HELD } from './feed.ts'
import { Store } from './store.ts'

/** A window on the screen is trimmed sooner, on the side that is not looked at; one past this is on none. */
const MOST_UNSEEN = MOST_HELD + 200

/** The feeds of the rooms opened so far. A feed hears everything from the moment it is asked for. */
export class Feeds {
  #stores = new Map<RoomId, Store<Feed>>()
  readonly #onNew: (roomId: RoomId) => void

  /** @param onNew called with each feed when it is asked for first */
  constructor(onNew: (roomId: RoomId) => void = () => {}) {
    this.#onNew = onNew
  }

  of(roomId: RoomId): Store<Feed> {
    const known = this.#stores.get(roomId)
    if (known) return known
    const store = new Store(emptyFeed)
    this.#stores.set(roomId, store)
    this.#onNew(roomId)
    return store
  }

  has(roomId: RoomId): boolean {
    return this.#stores.has(roomId)
  }

  /** Whoever is no longer in a room keeps nothing of it. */
  forget(roomId: RoomId): void {
    this.#stores.delete(roomId)
  }

  apply(roomId: RoomId, event: FeedEvent): void {
    const store = this.#stores.get(roomId)
    if (!store) return
    const feed = afterEvent(store.get(), event)
    store.set(feed.messages.length > MOST_UNSEEN ? afterEvent(feed, { type: 'trim', keep: 'end' }) : feed)
  }
}
