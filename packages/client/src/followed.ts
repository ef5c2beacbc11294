import type { RoomId, Seq } from '@snug/contracts'
import type { Frame, LiveEvent } from './events.ts'

interface Followed {
  /** Up to where the room was heard, or told as a gap. */
  heard: Seq
  /** The house said, on this line, that news come by themselves. */
  listening: boolean
  /** The house said that what comes next does not follow what was heard. */
  gap: boolean
}

/** The rooms that are followed, and what was heard of them. It lets each message through once, in order. */
export class FollowedRooms {
  readonly #rooms = new Map<RoomId, Followed>()

  has(roomId: RoomId): boolean {
    return this.#rooms.has(roomId)
  }

  add(roomId: RoomId, afterSeq: Seq): void {
    this.#rooms.set(roomId, { heard: afterSeq, listening: false, gap: false })
  }

  delete(roomId: RoomId): boolean {
    return this.#rooms.delete(roomId)
  }

  heard(roomId: RoomId): Seq | undefined {
    return this.#rooms.get(roomId)?.heard
  }

  /** Rooms of which nothing comes yet. */
  silent(): RoomId[] {
    return [...this.#rooms].filter(([, { listening }]) => !listening).map(([roomId]) => roomId)
  }

  /** The next line knows nothing of this one. */
  loseLine(): void {
    for (const room of this.#rooms.values()) room.listening = room.gap = false
  }

  /** What of a frame is news: nothing of what was heard before, and a gap where numbers are missing without a word. */
  news(frame: Frame<'subscribed' | 'message' | 'gap'>): LiveEvent[] {
    const roomId = frame.type === 'message' ? frame.message.roomId : frame.roomId
    const room = this.#rooms.get(roomId)
    if (!room) return []
    if (frame.type === 'gap') {
      room.gap = true
      return [frame]
    }
    if (frame.type === 'subscribed') {
      room.listening = true
      return [...reach(roomId, room, frame.seq), { type: 'revision', roomId, revision: frame.revision }]
    }
    const { seq } = frame.message
    if (seq <= room.heard) return []
    const missed = reach(roomId, room, seq - 1)
    room.heard = seq
    return [...missed, frame]
  }
}

function reach(roomId: RoomId, room: Followed, seq: Seq): LiveEvent[] {
  const missed = seq > room.heard && !room.gap
  const fromSeq = room.heard + 1
  room.heard = Math.max(room.heard, seq)
  room.gap = false
  return missed ? [{ type: 'gap', roomId, fromSeq }] : []
}
