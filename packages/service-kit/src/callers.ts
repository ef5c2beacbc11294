import { KeySet, Problem, type ServiceName } from '@snug/contracts'
import type { House } from './house.ts'
import { pemOf } from './identity.ts'

/** An unknown key makes us ask its service again, but nobody makes us ask more often than this. */
const REFRESH_MS = 250
const DEADLINE_MS = 1_500

/**
 * Public keys of the other services. Each makes its key at start and tells it at `/internal/keys`, so no secret is
 * shared or stored; what vouches for a key is the address it was fetched from.
 */
export class CallerKeys {
  readonly #house: House
  readonly #keys = new Map<string, string>()
  /** The last look at each service's keys, and when it began; calls that come meanwhile share it. */
  readonly #looks = new Map<ServiceName, { at: number; done: Promise<void> }>()

  constructor(house: House) {
    this.#house = house
  }

  /** @returns PEM, or undefined when the service does not vouch for that key */
  publicKey(service: ServiceName, kid: string): string | undefined | Promise<string | undefined> {
    const name = `${service} ${kid}`
    return this.#keys.get(name) ?? this.#look(service).then(() => this.#keys.get(name))
  }

  #look(service: ServiceName): Promise<void> {
    const last = this.#looks.get(service)
    if (last && Date.now() - last.at < REFRESH_MS) return last.done
    const done = this.#fetch(service)
    this.#looks.set(service, { at: Date.now(), done })
    return done
  }

  async #fetch(service: ServiceName): Promise<void> {
    try {
      const url = new URL('/internal/keys', this.#house.urlOf(service))
      const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) })
      const { keys } = KeySet.parse(await response.json())
      for (const name of this.#keys.keys()) if (name.startsWith(`${service} `)) this.#keys.delete(name)
      for (const key of keys) this.#keys.set(`${service} ${key.kid}`, pemOf(key))
    } catch (cause) {
      this.#looks.delete(service)
      throw new Problem('unavailable', { retryAfter: 1, cause })
    }
  }
}
