/** What a key does in the time line. */
export type Move = 'previous' | 'next' | 'first' | 'last' | 'unread' | 'read'

const KEYS: Record<string, Move> = {
  ArrowUp: 'previous',
  ArrowDown: 'next',
  Home: 'first',
  End: 'last',
  Escape: 'read',
}

/** Only where the person lets single letters do things. */
const LETTERS: Record<string, Move> = { k: 'previous', j: 'next', u: 'unread' }

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** The move that a key means; none with another key held, which means something else. */
export function moveOf({ key, altKey, ctrlKey, metaKey, shiftKey }: Pressed, letterKeys: boolean): Move | undefined {
  if (altKey || ctrlKey || metaKey || shiftKey) return undefined
  return KEYS[key] ?? (letterKeys ? LETTERS[key.toLowerCase()] : undefined)
}
