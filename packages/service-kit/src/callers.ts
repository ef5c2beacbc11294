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
  readonly #asked = new Map<ServiceName, number>()

  constructor(house: House) {
    this.#house = house
  }

  /** @returns PEM, or undefined when the service does not vouch for that key */
  async publicKey(service: ServiceName, kid: string): Promise<string | undefined> {
    const name = `${service} ${kid}`
    const known = this.#keys.get(name)
    if (known || Date.now() - (this.#asked.get(service) ?? 0) < REFRESH_MS) return known
    this.#asked.set(service, Date.now())
    for (const key of await this.#fetch(service)) this.#keys.set(`${service} ${key.kid}`, pemOf(key))
    return this.#keys.get(name)
  }

  async #fetch(service: ServiceName): Promise<KeySet['keys']> {
    try {
      const url = new URL('/internal/keys', this.#house.urlOf(service))
      const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) })
      const { keys } = KeySet.parse(await response.json())
      for (const name of this.#keys.keys()) if (name.startsWith(`${service} `)) this.#keys.delete(name)
      return keys
    } catch (cause) {
      this.#asked.delete(service)
      throw new Problem('unavailable', { retryAfter: 1, cause })
    }
  }
}
