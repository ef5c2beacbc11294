import { Problem, type ProfileId, type RoomId } from '@snug/contracts'
import type { Config } from '../config.ts'
import type { Db } from '../database.ts'
import { type Usage, usageOf } from './queries.ts'

type Limits = Pick<Config, 'PHOTO_QUOTA' | 'PHOTO_QUOTA_BYTES' | 'ROOM_PHOTO_QUOTA' | 'ROOM_PHOTO_QUOTA_BYTES'>

const GIGABYTE = 1024 ** 3

/** How much a person, and a room, may keep here (SEC-32). */
export class Quota {
  readonly #db: Db
  readonly #limits: Limits
  #last: Promise<void> = Promise.resolve()

  constructor(db: Db, limits: Limits) {
    this.#db = db
    this.#limits = limits
  }

  /**
   * Does the work that takes so much space, if there is. One at a time, so that what two ask for at once is counted.
   * @throws Problem `quota_reached`, and what the work throws
   */
  spend<T>(
    whose: { ownerId: ProfileId; roomId: RoomId },
    more: { bytes: number }[],
    work: () => Promise<T>,
  ): Promise<T> {
    const spending = this.#last.then(async () => {
      await this.require(whose, more)
      return work()
    })
    this.#last = spending.then(
      () => {},
      () => {},
    )
    return spending
  }

  /** @throws Problem `quota_reached` when so many pictures more would be too many, and what to do then */
  async require({ ownerId, roomId }: { ownerId: ProfileId; roomId: RoomId }, more: { bytes: number }[]): Promise<void> {
    const { PHOTO_QUOTA, PHOTO_QUOTA_BYTES, ROOM_PHOTO_QUOTA, ROOM_PHOTO_QUOTA_BYTES } = this.#limits
    const [mine, rooms] = await Promise.all([usageOf(this.#db, { ownerId }), usageOf(this.#db, { roomId })])
    const added = { photos: more.length, bytes: more.reduce((sum, { bytes }) => sum + bytes, 0) }
    requireSpace(mine, added, { of: 'person', photos: PHOTO_QUOTA, bytes: PHOTO_QUOTA_BYTES })
    requireSpace(rooms, added, { of: 'room', photos: ROOM_PHOTO_QUOTA, bytes: ROOM_PHOTO_QUOTA_BYTES })
  }
}

const WORDS = {
  person: { who: 'One person', which: 'some of yours' },
  room: { who: 'A room', which: 'some of this room' },
} as const

function requireSpace(used: Usage, added: Usage, limits: Usage & { of: keyof typeof WORDS }): void {
  const { of, photos, bytes } = limits
  if (used.photos + added.photos <= photos && used.bytes + added.bytes <= bytes) return
  const { who, which } = WORDS[of]
  const space = `${Number((bytes / GIGABYTE).toFixed(2))} GiB`
  const detail = `${who} may keep ${photos} pictures or ${space} here. Delete ${which}, or ask who runs this house for more.`
  throw new Problem('quota_reached', { detail, limits })
}
