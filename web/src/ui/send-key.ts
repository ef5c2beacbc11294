interface KeyPress {
  key: string
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  isComposing: boolean
  keyCode: number
}

interface Habits {
  /** Enter alone sends. */
  enterSends: boolean
  /** There is no keyboard but the one on the screen: its Enter is a new line, and the button sends. */
  touch: boolean
}

/** What a key has as code while an input method writes with it; Safari says no longer that it composes then. */
const COMPOSING = 229

/** Whether a key press sends, or saves, what is written. */
export function sends(press: KeyPress, { enterSends, touch }: Habits): boolean {
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === COMPOSING) return false
  if (press.ctrlKey || press.metaKey) return true
  return enterSends && !touch && !press.shiftKey && !press.altKey
}
