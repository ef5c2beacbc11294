import { MAX_PHOTO_WORDS, type Message, type Photo, type PhotoWords, Problem } from '@snug/contracts'

/** A message after its author's edit. @throws Problem `invalid_body` when it would say nothing */
export function reworded(
  message: Message,
  edit: { text?: string | undefined; photos?: PhotoWords[] | undefined },
): Message {
  const text = edit.text ?? message.text
  if (text.trim() === '' && message.photos.length === 0) throw refusal('/text', 'says nothing')
  const photos = edit.photos ? arranged(message.photos, edit.photos) : message.photos
  return { ...message, text, photos, editedAt: new Date() }
}

/** A message after it was deleted: its number stays. */
export const emptied = (message: Message): Message => ({ ...message, text: '', photos: [], deletedAt: new Date() })

/**
 * The pictures of a message in a new order, with new words about them.
 * @throws Problem `invalid_body` unless it names each of them once, in few enough words
 */
function arranged(photos: readonly Photo[], words: readonly PhotoWords[]): Photo[] {
  const byId = new Map(photos.map((photo) => [photo.id, photo]))
  const next = words.flatMap(({ id, alt, caption }) => {
    const photo = byId.get(id)
    return photo && byId.delete(id) ? [{ ...photo, alt, caption }] : []
  })
  if (next.length !== words.length || byId.size > 0)
    throw refusal('/photos', 'does not name each picture of the message once')
  requireFewWords(next)
  return next
}

/** @throws Problem `invalid_body` */
export function requireFewWords(photos: readonly Photo[]): void {
  const length = photos.reduce((sum, { alt, caption }) => sum + alt.length + caption.length, 0)
  if (length > MAX_PHOTO_WORDS)
    throw refusal('/photos', `has more than ${MAX_PHOTO_WORDS} characters about its pictures`)
}

const refusal = (pointer: string, detail: string) => new Problem('invalid_body', { errors: [{ pointer, detail }] })
