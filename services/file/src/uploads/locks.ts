import type { Locker } from '@tus/server'

interface Held {
  /** Asks who holds it to come to an end. */
  leave: () => void
  left: Promise<void>
}

/**
 * One request at a time for each upload. Who comes while another is there asks that one to leave, for it may hang on a dead
 * line. The library's own locker keeps a core busy while it waits.
 */
export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>()

  newLock(id: string) {
    let unlock = () => {}
    return {
      lock: async (_: AbortSignal, leave: () => void | Promise<void>) => {
        for (let held = this.#held.get(id); held; held = this.#held.get(id)) {
          held.leave()
          await held.left
        }
        const { promise: left, resolve } = Promise.withResolvers<void>()
        this.#held.set(id, { leave, left })
        unlock = () => {
          this.#held.delete(id)
          resolve()
        }
      },
      unlock: async () => unlock(),
    }
  }
}
