import { afterEvent, emptyFeed, type LiveEvent } from '@snug/client'
import type { Message, Photo, Revision, Seq } from '@snug/contracts'

/** Messages with pictures, oldest first, and where their neighbours begin. */
export interface PicturePage {
  items: Message[]
  next: Seq | null
  prev: Seq | null
  /** Every change up to this one was in it when it was read. */
  revision: Revision
}

/** Pages that follow one another, as the cache has them. */
export interface PicturePages {
  pages: PicturePage[]
}

/** A picture that is there, and the message that shows it. */
export interface Shown {
  photo: Photo
  message: Message
}

/** The pictures that are there, in the order in which the room saw them. */
export const shownIn = (messages: readonly Message[]): Shown[] =>
  messages.flatMap((message) =>
    message.photos.filter(({ state }) => state === 'ready').map((photo) => ({ photo, message })),
  )

/** What pages hold after an event. A new message is put on the last one, if that ends with the newest. */
export function afterNews<P extends PicturePages>(held: P, event: LiveEvent): P {
  if (event.type === 'message') return withNewest(held, event.message)
  const pages = held.pages.map((page) => {
    const { messages } = afterEvent({ ...emptyFeed, messages: page.items }, event)
    return messages === page.items ? page : { ...page, items: [...messages] }
  })
  return pages.every((page, at) => page === held.pages[at]) ? held : { ...held, pages }
}

function withNewest<P extends PicturePages>(held: P, message: Message): P {
  const last = held.pages.at(-1)
  const newest = last?.items.at(-1)?.seq ?? 0
  if (!last || last.next !== null || message.photos.length === 0 || message.seq <= newest) return held
  return { ...held, pages: held.pages.with(-1, { ...last, items: [...last.items, message] }) }
}

/** What changes pictures: the other news of a room leave the pages as they are. */
export const ABOUT_PICTURES = new Set<LiveEvent['type']>([
  'message',
  'message_edited',
  'message_deleted',
  'photo_ready',
  'photo_failed',
  'photo_removed',
])
