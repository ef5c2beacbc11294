import { Problem } from '@snug/contracts'

const WINDOW_MS = 15 * 60 * 1000
/** The wait after the first wrong try too many, in seconds. It doubles with each further one ... */
const FIRST_WAIT = 5
/** ... up to here: whoever knows the password is never kept out for longer. */
const LONGEST_WAIT = 60
/** Names or addresses remembered: a few MB. Past it the oldest is forgotten. */
const MAX_REMEMBERED = 10_000

interface Tries {
  since: number
  wrong: number
  lastWrong: number
  /** Under way; each may turn out wrong. */
  open: number
  /** Resolves when the next one of those is over. */
  turn: PromiseWithResolvers<void>
}

/** Slows down who guesses (SEC-03): counts wrong tries by name, address or person, in this process's memory. */
export class Throttle {
  readonly #limit: number
  readonly #tries = new Map<string, Tries>()

  /** @param limit wrong tries within 15 minutes that cost nothing */
  constructor(limit: number) {
    this.#limit = limit
  }

  /**
   * Makes a try, which is wrong when that is what it fails with. Many at once are no way around the limit: those that would
   * pass it if all others were wrong wait until that is known.
   * @throws Problem `too_many_requests` when it is too early for another try
   */
  async attempt<T>(key: string, work: () => Promise<T>): Promise<T> {
    const tries = this.#triesOf(key)
    while (tries.open > 0 && tries.wrong + tries.open >= this.#limit) await tries.turn.promise
    this.#requireOver(tries)
    tries.open++
    try {
      return await work()
    } catch (error) {
      if (isWrong(error)) {
        tries.wrong++
        tries.lastWrong = Date.now()
      }
      throw error
    } finally {
      this.#finish(key, tries)
    }
  }

  #triesOf(key: string): Tries {
    const known = this.#tries.get(key)
    if (known && (known.open > 0 || known.since > Date.now() - WINDOW_MS)) return known
    const fresh = { since: Date.now(), wrong: 0, lastWrong: 0, open: 0, turn: Promise.withResolvers<void>() }
    this.#tries.delete(key)
    this.#tries.set(key, fresh)
    for (const oldest of this.#tries.keys()) {
      if (this.#tries.size <= MAX_REMEMBERED) break
      this.#tries.delete(oldest)
    }
    return fresh
  }

  #requireOver({ wrong, lastWrong }: Tries): void {
    if (wrong < this.#limit) return
    const wait = Math.min(FIRST_WAIT * 2 ** (wrong - this.#limit), LONGEST_WAIT)
    const left = lastWrong + wait * 1000 - Date.now()
    if (left > 0) throw new Problem('too_many_requests', { retryAfter: Math.ceil(left / 1000) })
  }

  #finish(key: string, tries: Tries): void {
    tries.open--
    tries.turn.resolve()
    tries.turn = Promise.withResolvers()
    if (tries.open === 0 && tries.wrong === 0 && this.#tries.get(key) === tries) this.#tries.delete(key)
  }
}

/** Nobody was signed in by it, or somebody who is did not know their password. */
const isWrong = (error: unknown) =>
  error instanceof Problem && (error.status === 401 || error.code === 'wrong_password')
