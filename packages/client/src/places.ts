import type { Message, Photo, PhotoId } from '@snug/contracts'

/** A picture goes this way and never back: what says otherwise is late. */
const WAY: Record<Photo['state'], number> = { pending: 0, failed: 1, ready: 2 }

const isBehind = (a: Photo, b: Photo) => WAY[a.state] < WAY[b.state]

const isEqual = (a: Photo, b: Photo) =>
  a.state === b.state &&
  a.problem === b.problem &&
  a.alt === b.alt &&
  a.caption === b.caption &&
  a.thumbhash === b.thumbhash

/** The picture as it arrived, with the words that are written about it elsewhere. */
const withWordsOf = (photo: Photo, { alt, caption }: Photo): Photo => ({ ...photo, alt, caption })

/**
 * The pictures of the later version of a message. A message never gets more pictures, so what one of both versions does
 * not have is gone; and what has arrived stays, also when the later version was written down before it came. What did not
 * change is the same object as before.
 */
export function photosOf(later: Message, earlier: Message): Photo[] {
  const known = new Map(earlier.photos.map((photo) => [photo.id, photo]))
  return later.photos.flatMap((photo) => {
    const before = known.get(photo.id)
    if (!before) return []
    const now = isBehind(photo, before) ? withWordsOf(before, photo) : photo
    return isEqual(now, before) ? before : now
  })
}

/** The message after a picture of it arrived, or turned out to be none. */
export const withPhoto = (message: Message, photo: Photo): Message => ({
  ...message,
  photos: message.photos.map((known) =>
    known.id !== photo.id || isBehind(photo, known) ? known : withWordsOf(photo, known),
  ),
})

/** The message after a picture left it. */
export const withoutPhoto = (message: Message, photoId: PhotoId): Message => ({
  ...message,
  photos: message.photos.filter(({ id }) => id !== photoId),
})
