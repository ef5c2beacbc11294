import { BODY_BYTES, Problem } from '@snug/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A long body waits this long for memory, and no longer. */
const PATIENCE_MS = 10_000
/** Seconds. */
const RETRY_AFTER = 2
/** One that was let in has this long to arrive, in ms, for others wait behind it. */
const ARRIVAL_MS = 30_000

/** Memory that a body has. */
export class BodyHold {
  readonly #giveBack: () => void
  /** The line to the sender, and each work that was begun. */
  #holders = 1

  constructor(giveBack: () => void) {
    this.#giveBack = giveBack
  }

  /** Holds it until the work is done, also when its sender has left. */
  async during<T>(work: Promise<T>): Promise<T> {
    if (this.#holders > 0) this.#holders++
    try {
      return await work
    } finally {
      this.leave()
    }
  }

  leave(): void {
    if (this.#holders > 0 && --this.#holders === 0) this.#giveBack()
  }

  /** Gives it back now: the body was let go. */
  release(): void {
    if (this.#holders > 0) this.#giveBack()
    this.#holders = 0
  }
}

export const NO_HOLD = new BodyHold(() => {})
NO_HOLD.release()

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
   * Resolves when there is memory for the body of a request. An ordinary one does not wait. The memory is given back when
   * the answer is sent or the line broken, and what was to be done with the body is done.
   * @throws Problem unavailable when there is none in time
   */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<BodyHold> {
    const { bodyLimit } = request.routeOptions
    const bytes = Math.min(Number(request.headers['content-length'] ?? bodyLimit), bodyLimit)
    if (bytes <= BODY_BYTES) return NO_HOLD
    const hold = await this.#hold(bytes)
    reply.raw.once('close', () => hold.leave())
    if (reply.raw.destroyed) hold.leave()
    requireSender(reply)
    arriveWithin(ARRIVAL_MS, request, reply)
    return hold
  }

  async #hold(bytes: number): Promise<BodyHold> {
    if (this.#line.length > 0 || bytes > this.#free) await this.#wait(bytes)
    else this.#free -= bytes
    return new BodyHold(() => {
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
