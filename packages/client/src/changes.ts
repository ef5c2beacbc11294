import type { Message, Revision, Seq } from '@snug/contracts'
import type { Frame } from './events.ts'
import { photosOf, withoutPhoto, withPhoto } from './places.ts'

/** What a person does to a message, and sees at once. */
type Doable = Frame<'message_deleted'> | Frame<'reactions'> | Frame<'photo_removed'>

/** `asOf`: the last change of the message when the house answered. */
type Unnumbered<F> = F extends { revision: Revision }
  ? Omit<F, 'revision'> & { revision?: undefined; asOf?: Revision }
  : never

/**
 * What I did to a message, seen before the line says which change of the room it is. Not even the answer says so: it may come
 * before other changes of the message are heard, and tells of mine alone.
 */
export type Expected = Unnumbered<Doable>

/** What changes a message that was said. */
export type ChangeEvent = Frame<'message_edited'> | Frame<'photo_ready'> | Frame<'photo_failed'> | Doable | Expected

/** Which message an event changes, which change of the room that is, and what the message is after it. */
interface Change {
  seq: Seq
  /** Undefined for what I did and the line did not say yet. */
  revision: Revision | undefined
  change: (known: Message) => Message
}

/** The later of two versions of a message, as one whole. */
export const laterOf = (known: Message, news: Message): Message =>
  (news.revision ?? 0) >= (known.revision ?? 0) ? { ...news, photos: photosOf(news, known) } : known

export function changeOf(event: ChangeEvent): Change {
  if (event.type === 'message_edited') {
    const { message } = event
    return { seq: message.seq, revision: message.revision, change: (known) => laterOf(known, message) }
  }
  const { seq, revision } = event
  const latest = revision ?? ('asOf' in event ? event.asOf : undefined)
  const isLate = (known: Message) => latest !== undefined && latest < (known.revision ?? 0)
  const change = (known: Message) =>
    isLate(known) ? known : { ...changed(known, event), ...(revision !== undefined && { revision }) }
  return { seq, revision, change }
}

function changed(message: Message, event: Exclude<ChangeEvent, Frame<'message_edited'>>): Message {
  switch (event.type) {
    case 'message_deleted':
      return { ...message, text: '', photos: [], reactions: [], deletedAt: event.deletedAt }
    case 'reactions':
      return message.deletedAt ? message : { ...message, reactions: event.reactions } // what I did may come late
    case 'photo_removed':
      return withoutPhoto(message, event.photoId)
    default:
      return withPhoto(message, event.photo)
  }
}
