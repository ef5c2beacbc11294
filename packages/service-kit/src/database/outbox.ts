import { HouseEvent, type ServiceName, SUBSCRIBERS } from '@snug/contracts'
import type { FastifyBaseLogger } from 'fastify'
import { type Generated, type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { House } from '../house.ts'

/** A row per event and service that has yet to hear of it. */
export interface OutboxTable {
  id: Generated<number>
  subscriber: ServiceName
  event: string
  createdAt: Date
}
type WithOutbox = { outbox: OutboxTable }

/** A subscriber that was away is tried again this often. */
const RETRY_MS = 1_000
/** Who waits for a delivery (a logout) waits no longer than this. */
const PATIENCE_MS = 1_000
/** Events told to one subscriber in one round. */
const BATCH = 200

/** For a service's migration. */
export async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists outbox (
    id bigint unsigned not null auto_increment primary key,
    subscriber varchar(16) character set ascii not null,
    event json not null,
    created_at datetime(3) not null
  )`.execute(db)
}

/** Writes events down in the transaction of the change they tell of: all happen, or nothing. */
export async function enqueue<T extends WithOutbox>(transaction: Kysely<T>, ...events: HouseEvent[]): Promise<void> {
  const createdAt = new Date()
  const rows = events.flatMap((event) => {
    const row = { event: JSON.stringify(z.encode(HouseEvent, event)), createdAt }
    const subscribers: readonly ServiceName[] = SUBSCRIBERS[event.type]
    return subscribers.map((subscriber) => ({ subscriber, ...row }))
  })
  if (rows.length === 0) return
  // The compiler cannot see that a database with more tables still has this one.
  await (transaction as unknown as Kysely<WithOutbox>).insertInto('outbox').values(rows).execute()
}

/** Carries the outbox to its readers: at once when asked, and again until everybody has heard. */
export class Outbox<T extends WithOutbox = WithOutbox> {
  readonly #db: Kysely<WithOutbox>
  readonly #house: House
  readonly #log: FastifyBaseLogger
  readonly #timer: NodeJS.Timeout
  /** One round at a time for each subscriber, so that one that hangs delays none of the others. */
  readonly #rounds = new Map<ServiceName, Promise<void>>()

  constructor(db: Kysely<T>, house: House, log: FastifyBaseLogger) {
    this.#db = db as unknown as Kysely<WithOutbox>
    this.#house = house
    this.#log = log
    this.#timer = setInterval(() => void this.#deliver(), RETRY_MS).unref()
  }

  /** Resolves once every subscriber that can be reached has heard, or after a second. Never fails. */
  async flush(): Promise<void> {
    await Promise.race([this.#deliver(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.allSettled(this.#rounds.values()) // what was not delivered stays in its rows
  }

  async #deliver(): Promise<void> {
    try {
      const waiting = await this.#db.selectFrom('outbox').select('subscriber').distinct().execute()
      await Promise.all(
        waiting.map(async ({ subscriber }) => {
          await this.#rounds.get(subscriber) // it may have begun before the latest row was there
          await this.#rounds.getOrInsertComputed(subscriber, () => this.#deliverTo(subscriber))
        }),
      )
    } catch (err) {
      this.#log.warn({ err }, 'outbox not delivered')
    }
  }

  /** In order, and no further than the first that is not taken. */
  async #deliverTo(subscriber: ServiceName): Promise<void> {
    const delivered: number[] = []
    try {
      for (const { id, event } of await this.#rowsFor(subscriber)) {
        await this.#house.tell(subscriber, z.decode(HouseEvent, JSON.parse(event)))
        delivered.push(id)
      }
    } catch (err) {
      this.#log.debug({ err, subscriber }, 'event not taken yet')
    }
    try {
      if (delivered.length > 0) await this.#db.deleteFrom('outbox').where('id', 'in', delivered).execute()
    } finally {
      this.#rounds.delete(subscriber)
    }
  }

  #rowsFor(subscriber: ServiceName) {
    return this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('subscriber', '=', subscriber)
      .orderBy('id')
      .limit(BATCH)
      .execute()
  }
}
