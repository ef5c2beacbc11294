import { type Act, KEYS } from './table.ts'

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** A press as the table writes it: "Alt+Shift+ArrowUp", "Mod+K", "?". */
export function chordOf(event: Pressed, isMac: boolean): string {
  const key = keyOf(event)
  const mod = isMac ? event.metaKey : event.ctrlKey
  const other = isMac ? event.ctrlKey : event.metaKey
  // What sign Shift makes depends on the keyboard, so for signs it is a part of the sign.
  const shift = event.shiftKey && !/^[^\p{L}]$/u.test(key)
  return [mod && 'Mod', other && 'Other', event.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+')
}

/** Where letters are not Latin ones, the place of the key tells which is meant. */
function keyOf({ key, code }: Pressed): string {
  if (/^[^\p{ASCII}]$/u.test(key) && code.startsWith('Key')) return code.slice('Key'.length)
  return key.length === 1 ? key.toUpperCase() : key
}

/** Whether it is a single letter or sign, which may be switched off, and which writes where one writes. */
export const isLetter = (chord: string): boolean => /^(Shift\+)?.$/u.test(chord)

const ACTS = new Map<string, Act>()
const FIRSTS = new Set<string>()
for (const { chords, act } of Object.values(KEYS).flat()) {
  for (const chord of act ? chords : []) {
    ACTS.set(chord, act as Act)
    if (chord.includes(' ')) FIRSTS.add(chord.split(' ')[0] ?? '')
  }
}

/** What a chord does after the one before it; the first of two does nothing yet. */
export function actOf(chord: string, before?: string): Act | undefined {
  return (before && ACTS.get(`${before} ${chord}`)) || ACTS.get(chord)
}

/** Whether another key may follow this one. */
export const isFirst = (chord: string): boolean => FIRSTS.has(chord)
