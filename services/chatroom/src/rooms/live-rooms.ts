import { MAX_INTIMATE_MEMBERS, Problem, type ProfileId, type Revision, type RoomId, type Seq } from '@snug/contracts'
import type { Db } from '../database.ts'
import { inTime } from '../in-time.ts'
import { loadRoom } from './queries.ts'

/** A room as the one process that owns it keeps it in mind. */
export interface LiveRoom {
  readonly id: RoomId
  /** The newest message that was committed and published. */
  lastSeq: Seq
  /** The newest change of what was said, likewise. */
  revision: Revision
  /** Who may listen and speak; follows each change of membership. */
  readonly members: Set<ProfileId>
  /** Deleted, or being deleted: nothing more is said here. */
  closed: boolean
}

/** The rooms that somebody spoke, listened or read in since the start. */
export class LiveRooms {
  readonly #db: Db
  readonly #rooms = new Map<RoomId, Promise<LiveRoom | undefined>>()
  readonly #loaded = new Map<RoomId, LiveRoom>()
  readonly #timeoutMs: number

  constructor(db: Db, timeoutMs: number) {
    this.#db = db
    this.#timeoutMs = timeoutMs
  }

  /** The room, loaded at its first use; undefined when there is none. */
  open(roomId: RoomId): Promise<LiveRoom | undefined> {
    const known = this.#rooms.get(roomId)
    if (known) return known
    const loading = this.#load(roomId, () => this.#rooms.get(roomId) === loading)
    this.#rooms.set(roomId, loading)
    return loading
  }

  /** @throws Problem `room_not_found` for who is not a member */
  async openFor(profileId: ProfileId, roomId: RoomId): Promise<LiveRoom> {
    const room = this.loaded(roomId) ?? (await this.open(roomId))
    requireMember(room, profileId)
    return room
  }

  /** The room if it is loaded, at once: most of what is said is said in one that is. */
  loaded(roomId: RoomId): LiveRoom | undefined {
    return this.#loaded.get(roomId)
  }

  /** To be called after the commit of a change, so that a load that began before it is corrected too. */
  async joined(roomId: RoomId, profileId: ProfileId): Promise<void> {
    const room = await this.#known(roomId)
    room?.members.add(profileId)
  }

  async left(roomId: RoomId, profileId: ProfileId): Promise<void> {
    const room = await this.#known(roomId)
    room?.members.delete(profileId)
  }

  /** A load that fails concerns who asked for it; the next one will see the change. */
  async #known(roomId: RoomId): Promise<LiveRoom | undefined> {
    return this.#rooms.get(roomId)?.catch(() => undefined)
  }

  forget(roomId: RoomId): void {
    this.#rooms.delete(roomId)
    this.#loaded.delete(roomId)
  }

  /** @param isWanted false when the room was forgotten meanwhile */
  async #load(roomId: RoomId, isWanted: () => boolean): Promise<LiveRoom | undefined> {
    try {
      const found = await inTime(loadRoom(this.#db, roomId), this.#timeoutMs)
      const room = found && { id: roomId, closed: false, ...found }
      if (!room) this.#rooms.delete(roomId)
      else if (isWanted()) this.#loaded.set(roomId, room)
      return room
    } catch (error) {
      this.#rooms.delete(roomId)
      throw error
    }
  }
}

/** Whether it is small enough to tell who is here and who has seen what. */
export const isIntimate = ({ members }: LiveRoom): boolean => members.size <= MAX_INTIMATE_MEMBERS

export function requireMember(room: LiveRoom | undefined, profileId: ProfileId): asserts room is LiveRoom {
  if (!room || room.closed || !room.members.has(profileId)) throw new Problem('room_not_found')
}
