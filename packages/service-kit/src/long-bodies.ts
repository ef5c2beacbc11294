import { BODY_BYTES, Problem } from '@snug/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A long body waits this long for memory, and no longer. */
const PATIENCE_MS = 10_000
/** Seconds. */
const RETRY_AFTER = 2
/** One that was let in has this long to arrive, in ms, for others wait behind it. */
const ARRIVAL_MS = 30_000

/** Lets in as many long JSON bodies as there is memory for, in the order of coming and before they are read. */
export class LongBodies {
  readonly #patienceMs: number
  #free: number
  #line: { bytes: number; go: () => void }[] = []

  /** @param bytes of all that are held at once */
  constructor(bytes: number, patienceMs = PATIENCE_MS) {
    this.#free = bytes
    this.#patienceMs = patienceMs
  }

  /**
   * Resolves when there is memory for the body of a request. An ordinary one does not wait.
   * @returns what gives the memory back, which is done at the latest when the answer is sent or the line broken
   * @throws Problem unavailable when there is none in time
   */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<() => void> {
    const { bodyLimit } = request.routeOptions
    const bytes = Math.min(Number(request.headers['content-length'] ?? bodyLimit), bodyLimit)
    if (bytes <= BODY_BYTES) return () => {}
    const release = await this.#hold(bytes)
    reply.raw.once('close', release)
    if (reply.raw.destroyed) release()
    requireSender(reply)
    arriveWithin(ARRIVAL_MS, request, reply)
    return release
  }

  async #hold(bytes: number): Promise<() => void> {
    if (this.#line.length > 0 || bytes > this.#free) await this.#wait(bytes)
    else this.#free -= bytes
    let held = bytes
    return () => {
      this.#free += held
      held = 0
      this.#serve()
    }
  }

  #wait(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#line = this.#line.filter((other) => other !== waiting)
        reject(new Problem('unavailable', { retryAfter: RETRY_AFTER }))
        this.#serve()
      }, this.#patienceMs)
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

/** Who left while something was asked waits for nothing, and the `close` that gives back what they hold comes no more. */
export function requireSender({ raw }: FastifyReply): void {
  if (raw.destroyed) throw new Problem('malformed', { detail: 'The sender has left.' })
}

/** Breaks the line to who takes longer to send a body. */
export function arriveWithin(ms: number, request: FastifyRequest, reply: FastifyReply): void {
  const tooSlow = setTimeout(() => request.raw.destroy(), ms)
  request.raw.once('end', () => clearTimeout(tooSlow))
  reply.raw.once('close', () => clearTimeout(tooSlow))
}
