import type { RoomId } from '@snug/contracts'
import type { LiveEvent } from './events.ts'
import { afterEvent, emptyFeed, type Feed, type PageEvent } from './feed.ts'
import { Store } from './store.ts'

/** The feeds of the rooms opened so far. A feed hears everything from the moment it is asked for. */
export class Feeds {
  #stores = new Map<RoomId, Store<Feed>>()
  readonly #onNew: (roomId: RoomId, feed: Store<Feed>) => void

  /** @param onNew called with each feed when it is asked for first */
  constructor(onNew: (roomId: RoomId, feed: Store<Feed>) => void = () => {}) {
    this.#onNew = onNew
  }

  of(roomId: RoomId): Store<Feed> {
    const known = this.#stores.get(roomId)
    if (known) return known
    const store = new Store(emptyFeed)
    this.#stores.set(roomId, store)
    this.#onNew(roomId, store)
    return store
  }

  has(roomId: RoomId): boolean {
    return this.#stores.has(roomId)
  }

  /** Whoever is no longer in a room keeps nothing of it. */
  forget(roomId: RoomId): void {
    this.#stores.delete(roomId)
  }

  apply(roomId: RoomId, event: LiveEvent | PageEvent): void {
    const store = this.#stores.get(roomId)
    store?.set(afterEvent(store.get(), event))
  }
}
