export type ViewerAction = 'next' | 'first' | 'last' | 'zoomIn' | 'zoomReset' | 'info' | 'download' | 'fullscreen'

const KEYS: Record<string, ViewerAction> = {
  ' ': 'next',
  Home: 'first',
  End: 'last',
  '=': 'zoomIn', // where + is Shift and =
  '0': 'zoomReset',
}

/** Single letters can be switched off (WCAG 2.1.4). */
const LETTERS: Record<string, ViewerAction> = { i: 'info', d: 'download', f: 'fullscreen' }

type Pressed = Pick<KeyboardEvent, 'key' | 'repeat' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What a key does in the viewer, besides arrows, +, − and Esc, which the carousel knows itself. */
export function actionOf(
  { key, repeat, ctrlKey, metaKey, altKey }: Pressed,
  on: { button: boolean; letters: boolean },
): ViewerAction | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  if (key === ' ' && on.button) return undefined // it presses the button
  // A letter that is held down is meant once.
  return KEYS[key] ?? (on.letters && !repeat ? LETTERS[key.toLowerCase()] : undefined)
}
