import type { ServiceName } from '@snug/contracts'
import type { House } from '@snug/service-kit'

/** A service that cannot even say that it runs within this, in ms, hangs. */
const PATIENCE_MS = 2_000
const EVERY_MS = 1_000

/** Tells slow work from a service that hangs: who waits for an upload waits only while the service shows that it lives. */
export class Pulse {
  readonly #house: House
  readonly #felt = new Map<ServiceName, { at: number; beats: Promise<boolean> }>()

  constructor(house: House) {
    this.#house = house
  }

  /** Calls `stopped` when the service no longer lives. @returns how to stop feeling for it */
  watch(service: ServiceName, stopped: () => void): () => void {
    const timer = setInterval(async () => {
      if (!(await this.#feel(service))) stopped()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }

  /** One question at a time, however many wait for the answer. */
  #feel(service: ServiceName): Promise<boolean> {
    const last = this.#felt.get(service)
    if (last && last.at > Date.now() - EVERY_MS / 2) return last.beats
    const url = new URL('/health/live', this.#house.urlOf(service))
    const beats = fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
      async (response) => {
        await response.body?.cancel()
        return response.ok
      },
      () => false,
    )
    this.#felt.set(service, { at: Date.now(), beats })
    return beats
  }
}
