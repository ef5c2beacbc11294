import {
  type ClientId,
  type Message,
  type Photo,
  Problem,
  type ProfileId,
  type RoomId,
  type Seq,
} from '@snug/contracts'
import type { LiveRoom } from '../rooms/live-rooms.ts'

export interface Draft {
  roomId: RoomId
  authorId: ProfileId
  clientId: ClientId
  text: string
  photos: Photo[]
  /** The message it answers. */
  replyTo?: Seq | null | undefined
}

/** A draft in line, and who waits for it. */
export interface Entry {
  room: LiveRoom
  draft: Draft
  /** UTF-16 units of its texts. */
  size: number
  resolve(message: Message): void
  reject(problem: unknown): void
}

/** UTF-16 units of a draft's texts. */
export const sizeOf = ({ text, photos }: Draft) => text.length + (photos.length > 0 ? JSON.stringify(photos).length : 0)

/** Asked again when its turn comes: somebody may have been removed, or the room deleted, while it waited. */
export const maySpeak = (room: LiveRoom, { authorId }: Draft) => !room.closed && room.members.has(authorId)

/** @throws Problem `invalid_body` for an answer to what nobody said here */
export function requireAnswerable(room: LiveRoom, { replyTo }: Pick<Draft, 'replyTo'>): void {
  if (replyTo == null || (replyTo > 0 && replyTo <= room.lastSeq)) return
  throw new Problem('invalid_body', { errors: [{ pointer: '/replyTo', detail: 'is no message of this room' }] })
}

/** What makes two drafts the same message. */
export const keyOf = ({ roomId, authorId, clientId }: Pick<Draft, 'roomId' | 'authorId' | 'clientId'>) =>
  `${roomId} ${authorId} ${clientId}`

/** The same clientId twice in one group is one message with two who wait for it. */
export function splitRepeated(group: Entry[]) {
  const firsts = new Map<string, Entry>()
  const repeated: { entry: Entry; first: Entry }[] = []
  for (const entry of group) {
    const key = keyOf(entry.draft)
    const first = firsts.get(key)
    if (first) repeated.push({ entry, first })
    else firsts.set(key, entry)
  }
  return { fresh: [...firsts.values()], repeated }
}

/** The next numbers of their rooms, in order. */
export function numbered(entries: Entry[]): Message[] {
  const next = new Map<LiveRoom, number>()
  const sentAt = new Date()
  return entries.map(({ room, draft }) => {
    const seq = (next.get(room) ?? room.lastSeq) + 1
    next.set(room, seq)
    const replyTo = draft.replyTo ?? null
    return { ...draft, replyTo, reactions: [], seq, sentAt, editedAt: null, deletedAt: null }
  })
}
