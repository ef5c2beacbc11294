import { Store } from '@snug/client'
import { Problem, ProfileId, RoomId, Seq } from '@snug/contracts'
import { z } from 'zod'

const Deletion = z.object({
  me: ProfileId,
  roomId: RoomId,
  seq: Seq,
  /** In ms since 1970: until then whoever asked may take it back. */
  until: z.number(),
})
export type Deletion = z.infer<typeof Deletion>

export interface DeletionsNeeds {
  me: ProfileId
  /** Deletes it for everybody, also when the page is closed meanwhile. @throws Problem */
  remove: (deletion: Deletion) => Promise<void>
  onDone: (deletion: Deletion) => void
  /** The house did not delete it; it is seen again. */
  onRefused: (problem: unknown) => void
  /** Where they outlive the page. */
  storage: Pick<Storage, 'getItem' | 'setItem'>
}

/** How long one may take a deletion back, in ms. */
export const UNDO_MS = 10_000
/** When the house is away, in ms until it is asked again. */
const RETRY_MS = 10_000
const KEPT_AT = 'snug.deletions'

/**
 * Messages that somebody deleted and may still take back. They are written down before anything else happens: what was
 * asked for and not taken back is done, by this page as it closes or else by the next one. Asking twice does no harm.
 */
export class Deletions {
  /** Nobody here sees them any more; by `keyOf`. */
  readonly hidden = new Store<ReadonlyMap<string, Deletion>>(new Map())
  readonly #needs: DeletionsNeeds
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()

  constructor(needs: DeletionsNeeds) {
    this.#needs = needs
  }

  /** Does what an earlier page left, or one beside this, which may still take it back. */
  finishOld(): void {
    for (const deletion of this.#kept().filter(({ me }) => me === this.#needs.me)) {
      this.#hide(deletion)
      this.#later(deletion.until - Date.now(), () => {
        const isTakenBack = !this.#kept().some((kept) => keyOf(kept) === keyOf(deletion))
        if (isTakenBack) this.#forget(deletion)
        else void this.confirm(deletion)
      })
    }
  }

  /** Hides a message until `undo` or `confirm`. */
  ask(roomId: RoomId, seq: Seq): Deletion {
    const deletion = { me: this.#needs.me, roomId, seq, until: Date.now() + UNDO_MS }
    this.#keep([...this.#kept().filter((kept) => keyOf(kept) !== keyOf(deletion)), deletion])
    this.#hide(deletion)
    return deletion
  }

  undo(deletion: Deletion): void {
    this.#forget(deletion)
  }

  /** Does it, unless it was taken back. */
  async confirm(deletion: Deletion): Promise<void> {
    if (!this.hidden.get().has(keyOf(deletion))) return
    try {
      await this.#needs.remove(deletion)
      this.#needs.onDone(deletion)
      this.#forget(deletion)
    } catch (error) {
      this.#afterFailure(deletion, error)
    }
  }

  /** The page closes, or its person leaves: what is left is done now, or by the next page if even that comes too late. */
  async confirmAll(): Promise<void> {
    await Promise.all([...this.hidden.get().values()].map((deletion) => this.confirm(deletion)))
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  #afterFailure(deletion: Deletion, error: unknown): void {
    const status = error instanceof Problem ? error.status : 500
    if (status === 401) return // it is done when this person has signed in again
    if (status === 503 || status === 429) {
      this.#later(RETRY_MS, () => void this.confirm(deletion))
      return
    }
    this.#forget(deletion)
    if (status !== 404) this.#needs.onRefused(error) // else it is gone already
  }

  #later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, ms)
    this.#timers.add(timer)
  }

  #hide(deletion: Deletion): void {
    this.hidden.set(new Map(this.hidden.get()).set(keyOf(deletion), deletion))
  }

  #forget(deletion: Deletion): void {
    const key = keyOf(deletion)
    this.#keep(this.#kept().filter((kept) => keyOf(kept) !== key))
    const left = new Map(this.hidden.get())
    left.delete(key)
    this.hidden.set(left)
  }

  /** Read each time, for another tab of the same browser may have written. */
  #kept(): Deletion[] {
    try {
      return z.array(Deletion).parse(JSON.parse(this.#needs.storage.getItem(KEPT_AT) ?? '[]'))
    } catch {
      return []
    }
  }

  #keep(deletions: readonly Deletion[]): void {
    try {
      this.#needs.storage.setItem(KEPT_AT, JSON.stringify(deletions))
    } catch {
      // it holds for this visit then
    }
  }
}

export const keyOf = ({ roomId, seq }: Pick<Deletion, 'roomId' | 'seq'>): string => `${roomId} ${seq}`
