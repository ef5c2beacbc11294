import type { Message } from '@snug/contracts'
import { preferences } from '../preferences/preferences.ts'

/** What can be done with a message. */
export type Action = 'react' | 'reply' | 'copyText' | 'copyLink' | 'unread' | 'who' | 'edit' | 'delete'

interface Person {
  /** Whether they said it. */
  mine: boolean
  /** Whether they may delete what others said. */
  moderates: boolean
}

/** What a person may do with a message, in the order of a menu. */
export function actionsFor({ text, reactions, deletedAt }: Message, { mine, moderates }: Person): Action[] {
  if (deletedAt) return []
  return [
    'react',
    'reply',
    ...(text ? ['copyText' as const] : []),
    'copyLink',
    ...(mine ? [] : ['unread' as const]),
    ...(reactions.length > 0 ? ['who' as const] : []),
    ...(mine ? ['edit' as const] : []),
    ...(mine || moderates ? ['delete' as const] : []),
  ]
}

const LETTERS: Record<string, Action> = { r: 'reply', e: 'edit', '+': 'react' }
const KEYS: Record<string, Action> = { Delete: 'delete', Backspace: 'delete' }

/** With Shift held; without it the same letter goes somewhere. */
const SHIFTED: Record<string, Action> = { u: 'unread' }

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey'>

/** What a key does on a message that has the focus. Single characters can be switched off (WCAG 2.1.4). */
export function actionOfKey({ key, shiftKey }: Pressed, letters = preferences.get().letterKeys): Action | undefined {
  const letter = key.toLowerCase()
  return KEYS[key] ?? (letters ? (LETTERS[letter] ?? (shiftKey ? SHIFTED[letter] : undefined)) : undefined)
}
