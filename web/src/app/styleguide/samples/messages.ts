import type { ClientId, Message } from '@snug/contracts'
import type { Post } from '../../../posts/picture.ts'
import { ada } from './people.ts'
import { lake } from './rooms.ts'

const NOON = Date.UTC(2026, 4, 3, 12)
const MINUTE_MS = 60_000

export const clientId = (n: number) => `44444444-4444-4444-8444-${String(n).padStart(12, '0')}` as ClientId

/** Something that Ada said at the lake; the number keeps messages apart and in order. */
export const message = (seq: number, more: Partial<Message> = {}): Message => ({
  roomId: lake.id,
  seq,
  authorId: ada.id,
  clientId: clientId(seq),
  text: '',
  photos: [],
  replyTo: null,
  reactions: [],
  sentAt: new Date(NOON + seq * MINUTE_MS),
  editedAt: null,
  deletedAt: null,
  ...more,
})

/** Something that she is just sending. */
export const post = (n: number, more: Partial<Post> = {}): Post => ({
  clientId: clientId(n),
  roomId: lake.id,
  authorId: ada.id,
  text: '',
  startedAt: new Date(NOON + n * MINUTE_MS),
  pictures: [],
  state: 'said',
  seq: n,
  ...more,
})
