import type { RoomId } from '@snug/contracts'
import type { LiveEvent } from './events.ts'
import { afterEvent, emptyFeed, type Feed, type PageEvent } from './feed.ts'
import { Store } from './store.ts'

/** The feeds of the rooms opened so far. A feed hears everything from the moment it is asked for. */
export class Feeds {
  #stores = new Map<RoomId, Store<Feed>>()

  of(roomId: RoomId): Store<Feed> {
    const store = this.#stores.get(roomId) ?? new Store(emptyFeed)
    this.#stores.set(roomId, store)
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
