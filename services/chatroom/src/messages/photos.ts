import { MAX_PHOTO_WORDS, type Photo, type PhotoWords, Problem } from '@snug/contracts'

/**
 * The pictures of a message in a new order, with new words about them.
 * @throws Problem `invalid_body` unless it names each of them once, in few enough words
 */
export function reworded(photos: readonly Photo[], words: readonly PhotoWords[]): Photo[] {
  const byId = new Map(photos.map((photo) => [photo.id, photo]))
  const next = words.flatMap(({ id, alt, caption }) => {
    const photo = byId.get(id)
    return photo && byId.delete(id) ? [{ ...photo, alt, caption }] : []
  })
  if (next.length !== words.length || byId.size > 0) throw refusal('does not name each picture of the message once')
  requireFewWords(next)
  return next
}

/** @throws Problem `invalid_body` */
export function requireFewWords(photos: readonly Photo[]): void {
  const length = photos.reduce((sum, { alt, caption }) => sum + alt.length + caption.length, 0)
  if (length > MAX_PHOTO_WORDS) throw refusal(`has more than ${MAX_PHOTO_WORDS} characters about its pictures`)
}

const refusal = (detail: string) => new Problem('invalid_body', { errors: [{ pointer: '/photos', detail }] })
