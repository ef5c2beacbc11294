import type { LiveEvent } from '@snug/client'
import type { ProfileId, Room, Seq } from '@snug/contracts'

/** What my list of rooms is after an event: counts, and the liveliest first. The same list when that changes nothing. */
export function afterNews(rooms: Room[], event: LiveEvent, me: ProfileId): Room[] {
  const change = (roomId: string, to: (room: Room) => Room) => {
    const before = rooms.find(({ id }) => id === roomId)
    const after = before && to(before)
    if (!after || after === before) return rooms
    return liveliestFirst(rooms.map((room) => (room === before ? after : room)))
  }
  switch (event.type) {
    case 'message': {
      const { roomId, seq, sentAt, authorId } = event.message
      return change(roomId, (room) => (seq > room.lastSeq ? heard(room, seq, sentAt, authorId === me) : room))
    }
    case 'ack':
      return change(event.roomId, (room) =>
        event.seq > room.lastSeq ? heard(room, event.seq, event.sentAt, true) : room,
      )
    case 'read':
      return change(event.roomId, (room) => read(room, event.seq))
    case 'unread':
      return change(event.roomId, (room) => unread(room, event.seq))
    case 'room_left':
      return rooms.filter((room) => room.id !== event.roomId)
    default:
      return rooms
  }
}

const liveliestFirst = (rooms: Room[]) => rooms.toSorted((a, b) => b.lastActiveAt.getTime() - a.lastActiveAt.getTime())

function heard(room: Room, seq: Seq, at: Date, mine: boolean): Room {
  const me = room.me && { ...room.me, unreadCount: room.me.unreadCount + (mine ? 0 : 1) }
  return { ...room, lastSeq: seq, lastActiveAt: at, me }
}

/** Marks never move back by reading. The count is exact at the end of the room, which is where people read to. */
function read(room: Room, seq: Seq): Room {
  if (!room.me || seq <= room.me.readSeq) return room
  return { ...room, me: { ...room.me, readSeq: seq, unreadCount: Math.min(room.me.unreadCount, room.lastSeq - seq) } }
}

/** My mark is before the message, wherever it was. */
function unread(room: Room, seq: Seq): Room {
  return room.me ? { ...room, me: { ...room.me, readSeq: seq - 1, unreadCount: room.lastSeq - seq + 1 } } : room
}
