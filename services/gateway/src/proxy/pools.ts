import { Problem, type ServiceName } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import { Pool } from 'undici'
import type { Config } from '../config.ts'

/** On one machine a connection takes microseconds; a service that cannot take it in a second is away. */
const CONNECT_MS = 1_000
/** Between two pieces of an answer. */
const STALL_MS = 30_000

/** Connections to the services. Bodies that are streamed have theirs apart: a slow upload keeps nobody else waiting. */
export class Pools {
  readonly #house: House
  readonly #config: Config
  readonly #pools = new Map<string, Pool>()

  constructor(house: House, config: Config) {
    this.#house = house
    this.#config = config
  }

  /** @throws Problem `unavailable` when too many wait for that service already */
  of(service: ServiceName, streamed: boolean): Pool {
    const pool = this.#pools.getOrInsertComputed(`${service} ${streamed}`, () => this.#open(service))
    if (pool.stats.queued > this.#config.SERVICE_QUEUE) throw new Problem('unavailable', { retryAfter: 1 })
    return pool
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()))
  }

  #open(service: ServiceName): Pool {
    return new Pool(new URL(this.#house.urlOf(service)).origin, {
      connections: this.#config.SERVICE_CONNECTIONS,
      pipelining: 1,
      connect: { timeout: CONNECT_MS },
      headersTimeout: 0, // the route's own deadline counts, see forward.ts
      bodyTimeout: STALL_MS,
    })
  }
}
