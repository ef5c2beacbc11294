import type { Room } from '@snug/contracts'

/** How well a name fits what was typed: at its beginning, of one of its words, its letters in order. 0 does not fit. */
export function fitOf(name: string, typed: string): 0 | 1 | 2 | 3 {
  const [have, want] = [plain(name), plain(typed)]
  if (have.startsWith(want)) return 3
  if (have.split(/[\s\p{P}]+/u).some((word) => word.startsWith(want))) return 2
  return holdsInOrder(have, want) ? 1 : 0
}

/** The rooms that fit, the best first; of those that fit alike the unread first, then the liveliest as they come. */
export function roomsFor(rooms: readonly Room[], typed: string): Room[] {
  const isUnread = (room: Room) => Number((room.me?.unreadCount ?? 0) > 0)
  return rooms
    .map((room) => ({ room, fit: fitOf(room.name, typed.trim()) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || isUnread(b.room) - isUnread(a.room))
    .map(({ room }) => room)
}

/** Without case and accents: "cafe" finds the Café. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

function holdsInOrder(have: string, want: string): boolean {
  let at = -1
  return [...want].every((letter) => {
    at = have.indexOf(letter, at + 1)
    return at >= 0
  })
}
