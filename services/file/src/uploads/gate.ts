import { Problem } from '@snug/contracts'
import { LongBodies } from '@snug/service-kit'

interface Limits {
  /** Uploads under way at once: of all, and of one person. */
  UPLOADS_AT_ONCE: number
  UPLOADS_AT_ONCE_EACH: number
}

/** A body in JSON is held in memory until its pictures are on disk: this many bytes of them at once. */
const JSON_BYTES = 40 * 1024 * 1024
/** Seconds. */
const RETRY_AFTER = 2

/**
 * Lets in as many uploads as memory and disk bear, before their bodies are read. What comes as JSON waits for memory in
 * the order of coming; what is streamed to disk needs none.
 */
export class Gate {
  readonly #limits: Limits
  readonly #each = new Map<string, number>()
  readonly bodies = new LongBodies(JSON_BYTES)
  #inside = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /**
   * Counts an upload in.
   * @param person who uploads; another service counts only among all
   * @returns what counts it out
   * @throws Problem too_many_requests, unavailable
   */
  enter(person = ''): () => void {
    const theirs = this.#each.get(person) ?? 0
    if (person && theirs >= this.#limits.UPLOADS_AT_ONCE_EACH)
      throw new Problem('too_many_requests', { retryAfter: RETRY_AFTER })
    if (this.#inside >= this.#limits.UPLOADS_AT_ONCE) throw new Problem('unavailable', { retryAfter: RETRY_AFTER })
    this.#inside++
    this.#each.set(person, theirs + 1)
    return once(() => {
      this.#inside--
      const left = (this.#each.get(person) ?? 1) - 1
      if (left > 0) this.#each.set(person, left)
      else this.#each.delete(person)
    })
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (!done) action()
    done = true
  }
}
