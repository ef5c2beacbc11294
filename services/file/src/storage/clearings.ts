import type { ProfileId, RoomId } from '@snug/contracts'
import type { FastifyBaseLogger } from 'fastify'
import type { Avatars } from '../avatars/avatars.ts'
import type { ClearingsTable, Db } from '../database.ts'
import type { Removal } from './removal.ts'

/** What a crash broke off, or came since, is cleared away within this time, in ms (REL-13). */
const ROUND_MS = 10_000
/** An upload that was under way when its room or sender went has come by then, in ms: a form may take a quarter of an hour. */
const LAST_LOOK_MS = 20 * 60 * 1000

interface Needs {
  db: Db
  removal: Removal
  avatars: Avatars
  log: FastifyBaseLogger
}

/** Clears away all pictures of rooms and people that are gone, and those beside their names. It may take longer than who tells of it waits, so it is written down. */
export class Clearings {
  readonly #needs: Needs
  readonly #timer: NodeJS.Timeout
  #round: Promise<void> | undefined
  #asked = 0

  constructor(needs: Needs) {
    this.#needs = needs
    this.#timer = setInterval(() => this.resume(), ROUND_MS).unref()
  }

  async begin(gone: { roomId: RoomId } | { ownerId: ProfileId }): Promise<void> {
    const row = 'roomId' in gone ? { gone: 'room', id: gone.roomId } : { gone: 'person', id: gone.ownerId }
    await this.#needs.db
      .insertInto('clearings')
      .ignore()
      .values({ ...row, since: new Date() } as ClearingsTable)
      .execute()
    this.resume()
  }

  /** Takes up what an earlier process began. */
  resume(): void {
    this.#asked++ // a round that runs already may not see what was written down since
    this.#round ??= this.#clearAll().finally(() => {
      this.#round = undefined
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#round
  }

  async #clearAll(): Promise<void> {
    for (let answered = -1; answered !== this.#asked; ) {
      answered = this.#asked
      await this.#clear().catch((err) => this.#needs.log.warn({ err }, 'not cleared away yet'))
    }
  }

  async #clear(): Promise<void> {
    const { db, removal, avatars } = this.#needs
    for (const { gone, id, since } of await db.selectFrom('clearings').selectAll().execute()) {
      await removal.remove(gone === 'room' ? { roomId: id as RoomId } : { ownerId: id as ProfileId })
      if (gone === 'person') await avatars.remove(id as ProfileId)
      if (since.getTime() < Date.now() - LAST_LOOK_MS)
        await db.deleteFrom('clearings').where('gone', '=', gone).where('id', '=', id).execute()
    }
  }
}
