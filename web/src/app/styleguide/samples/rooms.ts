import type { Member, Role, Room, RoomId } from '@snug/contracts'
import { ada, ben, cleo, emil, juergen, layla } from './people.ts'

const MINUTE_MS = 60_000

export const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE_MS)

export const roomId = (n: number) => `33333333-3333-4333-8333-0000000000${String(n).padStart(2, '0')}` as RoomId

const room = (n: number, name: string, more: Partial<Room> = {}): Room => ({
  id: roomId(n),
  name,
  topic: '',
  visibility: 'private',
  memberCount: 6,
  createdAt: new Date('2026-03-01T09:00:00Z'),
  lastSeq: 40,
  lastActiveAt: ago(n * n * 45),
  me: { role: 'member', readSeq: 40, unreadCount: 0 },
  ...more,
})

/** I am one of its members. */
export const lake = room(1, 'The lake', { topic: 'Swimming, boats, and what we cooked' })
/** It is mine. */
export const mine = room(2, 'Donaudampfschifffahrtsgesellschaft am Wochenende', {
  topic: 'Wer fährt, wer kocht, wer bringt die Schwimmwesten mit – und wer hat eigentlich den Schlüssel?',
  me: { role: 'owner', readSeq: 40, unreadCount: 0 },
})
export const arabic = room(3, 'غرفة البحيرة', { topic: 'صور من البحيرة' })
/** Public, and I am not in it. */
export const chess = room(4, 'Chess on Tuesdays', {
  topic: 'All are welcome',
  visibility: 'public',
  memberCount: 1,
  me: null,
})
export const garden = room(5, 'Garden', { visibility: 'public' })

export const unread = (of: Room, unreadCount: number): Room => ({
  ...of,
  lastSeq: of.lastSeq + unreadCount,
  me: { role: 'member', readSeq: of.lastSeq, unreadCount },
})

/** As the rail has them. */
export const ROOMS: readonly Room[] = [lake, mine, arabic, garden]

const member = (profileId: Member['profileId'], role: Role, seenSeq = 0): Member => ({
  profileId,
  role,
  joinedAt: new Date('2026-03-01T09:00:00Z'),
  seenSeq,
})

export const MEMBERS: readonly Member[] = [
  member(ada.id, 'member', 40),
  member(ben.id, 'owner', 40),
  member(cleo.id, 'moderator', 39),
  member(layla.id, 'member', 40),
  member(juergen.id, 'member'),
  member(emil.id, 'member', 38),
]
/** The same people in a room of mine. */
export const MY_MEMBERS: readonly Member[] = MEMBERS.map((each) => ({
  ...each,
  role: each.profileId === ada.id ? 'owner' : each.profileId === ben.id ? 'moderator' : 'member',
}))
