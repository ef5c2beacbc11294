import type { ProfileId, RoomId } from '@snug/contracts'
import type { FeedRequest } from '@snug/service-kit'
import type { FastifyBaseLogger } from 'fastify'
import type { Feed, Gateway } from '../feed/feed.ts'
import { Paced } from '../feed/paced.ts'
import { isIntimate, type LiveRoom, type LiveRooms } from '../rooms/live-rooms.ts'

/** A line that closed may be a page that reloads, or a train in a tunnel: its person stays here this long, in ms. */
export const GRACE_MS = 5_000
/** A room hears who is here this often at most, in ms. */
export const TELL_MS = 1_000

interface Needs {
  rooms: Pick<LiveRooms, 'open'>
  feed: Pick<Feed, 'toRoom'>
  log: Pick<FastifyBaseLogger, 'info'>
}

/** A room in which somebody lets themselves be seen, and by how many lines each. */
interface Place {
  readonly roomId: RoomId
  readonly people: Map<ProfileId, number>
  /** The room was told of somebody, last time. */
  told: boolean
}

/** A line that lets its person be seen, and where. */
interface Appearance {
  profileId: ProfileId
  places: ReadonlySet<Place>
}

/**
 * Who is here, as far as they let it be seen: in memory, because it is true only while their lines are. A gateway says what is so of
 * each of its lines, again when it comes back; of lines that never appear nothing is kept.
 */
export class Presence {
  readonly #needs: Needs
  readonly #places = new Map<RoomId, Place>()
  readonly #lines = new Map<Gateway, Map<number, Appearance>>()
  readonly #telling = new Paced<RoomId>(TELL_MS)

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** From now on the line lets its person be seen in these rooms, and in no others. */
  appear(gateway: Gateway, { line, profileId, roomIds }: Extract<FeedRequest, { type: 'appear' }>): void {
    const lines = this.#lines.getOrInsertComputed(gateway, () => new Map())
    const before = lines.get(line)?.places ?? new Set()
    const places = new Set(roomIds.map((roomId) => this.#placeOf(roomId)))
    for (const place of places.difference(before)) this.#enter(place, profileId)
    for (const place of before.difference(places)) this.#exit(place, profileId)
    if (places.size > 0) lines.set(line, { profileId, places })
    else lines.delete(line)
  }

  /** The line is closed. */
  vanish(gateway: Gateway, line: number): void {
    if (this.#lines.get(gateway)?.has(line)) setTimeout(() => this.#drop(gateway, line), GRACE_MS).unref()
  }

  /** The gateway is gone, and its lines with it unless it comes back soon. */
  lose(gateway: Gateway): void {
    if (!this.#lines.has(gateway)) return
    setTimeout(() => {
      for (const line of this.#lines.get(gateway)?.keys() ?? []) this.#drop(gateway, line)
      this.#lines.delete(gateway)
    }, GRACE_MS).unref()
  }

  /** Who is here, the first to come first; nobody in large rooms. */
  hereIn(room: LiveRoom): ProfileId[] {
    if (!isIntimate(room)) return []
    const here = this.#places.get(room.id)?.people.keys() ?? []
    return [...here].filter((profileId) => room.members.has(profileId))
  }

  /** Tells the room who is here. To be called when its members change, or its listeners may have missed something. */
  tell(roomId: RoomId): void {
    this.#telling.do(roomId, () => void this.#tellNow(roomId))
  }

  async #tellNow(roomId: RoomId): Promise<void> {
    const { rooms, feed, log } = this.#needs
    try {
      const room = await rooms.open(roomId)
      const place = this.#places.get(roomId)
      if (!room || room.closed || !(isIntimate(room) || place?.told)) return
      const here = this.hereIn(room)
      if (place) place.told = here.length > 0
      feed.toRoom(roomId, { type: 'presence', roomId, here })
    } catch (err) {
      log.info({ err, roomId }, 'presence not told')
    }
  }

  #drop(gateway: Gateway, line: number): void {
    const lines = this.#lines.get(gateway)
    const appearance = lines?.get(line)
    if (!lines?.delete(line) || !appearance) return
    for (const place of appearance.places) this.#exit(place, appearance.profileId)
  }

  #enter({ roomId, people }: Place, profileId: ProfileId): void {
    const lines = people.get(profileId) ?? 0
    people.set(profileId, lines + 1)
    if (lines === 0) this.tell(roomId)
  }

  #exit({ roomId, people }: Place, profileId: ProfileId): void {
    const lines = people.get(profileId) ?? 0
    if (lines > 1) return void people.set(profileId, lines - 1)
    people.delete(profileId)
    if (people.size === 0) this.#places.delete(roomId)
    this.tell(roomId)
  }

  #placeOf(roomId: RoomId): Place {
    return this.#places.getOrInsertComputed(roomId, () => ({ roomId, people: new Map(), told: false }))
  }
}
