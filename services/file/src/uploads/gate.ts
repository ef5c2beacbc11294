import { Problem } from '@snug/contracts'

interface Limits {
  /** Uploads under way at once: of all, and of one person. */
  UPLOADS_AT_ONCE: number
  UPLOADS_AT_ONCE_EACH: number
}

/** A body in JSON is held in memory, in several copies while it is parsed: this many bytes of them at once. */
const JSON_BYTES = 40 * 1024 * 1024
/** A body waits this long for that memory, and no longer. */
const PATIENCE_MS = 10_000
/** Seconds. */
const RETRY_AFTER = 2

/**
 * Lets in as many uploads as memory and disk bear, before their bodies are read. What comes as JSON waits for memory in
 * the order of coming; what is streamed to disk needs none.
 */
export class Gate {
  readonly #limits: Limits
  readonly #each = new Map<string, number>()
  #line: { bytes: number; go: () => void }[] = []
  #inside = 0
  #free = JSON_BYTES

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

  /**
   * Resolves when there is memory for a JSON body of that many bytes.
   * @returns what gives the memory back
   * @throws Problem unavailable when there is none in time
   */
  async hold(bytes: number): Promise<() => void> {
    if (this.#line.length > 0 || bytes > this.#free) await this.#wait(bytes)
    else this.#free -= bytes
    return once(() => {
      this.#free += bytes
      this.#serve()
    })
  }

  #wait(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#line = this.#line.filter((other) => other !== waiting)
        reject(new Problem('unavailable', { retryAfter: RETRY_AFTER }))
        this.#serve()
      }, PATIENCE_MS)
      const go = () => {
        clearTimeout(giveUp)
        resolve()
      }
      const waiting = { bytes, go }
      this.#line.push(waiting)
    })
  }

  #serve(): void {
    for (let next = this.#line[0]; next && next.bytes <= this.#free; next = this.#line[0]) {
      this.#free -= next.bytes
      this.#line.shift()
      next.go()
    }
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (!done) action()
    done = true
  }
}
