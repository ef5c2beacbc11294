import type { ClientId, Message, Photo, PhotoId, ProfileId, Room, RoomId } from '@snug/contracts'
import { newClientId } from './ids.ts'
import type { Outgoing } from './outbox.ts'

export const ada = '11111111-1111-4111-8111-111111111111' as ProfileId
export const ben = '22222222-2222-4222-8222-222222222222' as ProfileId
export const room = '33333333-3333-4333-8333-333333333333' as RoomId
export const otherRoom = '66666666-6666-4666-8666-666666666666' as RoomId

const START = Date.UTC(2026, 4, 3, 12)

/** Message `seq` of the room, by Ada, a minute after the one before. */
export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    roomId: room,
    seq,
    authorId: ada,
    clientId: `44444444-4444-4444-8444-${String(seq).padStart(12, '0')}` as ClientId,
    text: `message ${seq}`,
    photos: [],
    replyTo: null,
    reactions: [],
    sentAt: new Date(START + seq * 60_000),
    editedAt: null,
    deletedAt: null,
    ...more,
  }
}

/** Picture `n` of a message, whose bytes are on their way. */
export function photo(n: number, more: Partial<Photo> = {}): Photo {
  return {
    id: `77777777-7777-4777-8777-${String(n).padStart(12, '0')}` as PhotoId,
    state: 'pending',
    width: 1600,
    height: 1200,
    thumbhash: '',
    animated: false,
    alt: '',
    caption: '',
    ...more,
  }
}

export const edited = (before: Message, text: string, revision = 1): Message => ({
  ...before,
  text,
  editedAt: new Date(START * 2),
  revision,
})

export const page = (seqs: number[], reachedStart = false, reachedEnd = true) => ({
  type: 'page' as const,
  items: seqs.map((seq) => message(seq)),
  reachedStart,
  reachedEnd,
  revision: 0,
})

export const outgoing = (text: string): Outgoing => ({
  clientId: newClientId(),
  roomId: room,
  authorId: ada,
  text,
  photos: [],
  queuedAt: new Date(START),
})

export const oneRoom = (more: Partial<Room> = {}): Room => ({
  id: room,
  name: 'Garden',
  topic: '',
  visibility: 'private',
  memberCount: 2,
  createdAt: new Date(START),
  lastSeq: 3,
  lastActiveAt: new Date(START),
  me: { role: 'member', readSeq: 3, unreadCount: 0 },
  ...more,
})
