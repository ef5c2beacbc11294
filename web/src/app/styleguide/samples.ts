import type { ClientId, Message, Photo, PhotoId, ProfileId, RoomId } from '@snug/contracts'

const room = '33333333-3333-4333-8333-333333333333' as RoomId

/** A message of `authorId` of a made-up room; numbers keep them apart. */
export const sample = (seq: number, authorId: ProfileId, more: Partial<Message>): Message => ({
  roomId: room,
  seq,
  authorId,
  clientId: `44444444-4444-4444-8444-${String(seq).padStart(12, '0')}` as ClientId,
  text: '',
  photos: [],
  replyTo: null,
  reactions: [],
  sentAt: new Date(Date.UTC(2026, 4, 3, 12, seq)),
  editedAt: null,
  deletedAt: null,
  ...more,
})

/** A place for a picture, in the shapes that phones make; none of them has bytes. */
export const samplePhoto = (n: number, more: Partial<Photo> = {}): Photo => ({
  id: `77777777-7777-4777-8777-${String(n).padStart(12, '0')}` as PhotoId,
  state: 'pending',
  width: n % 3 === 0 ? 1200 : 1600,
  height: n % 3 === 0 ? 1600 : 1200,
  thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j3A',
  animated: false,
  alt: '',
  caption: '',
  ...more,
})
