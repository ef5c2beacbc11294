import { charactersLeft } from '../posts/characters-left.ts'
import { type RoomDraft, saysTooMuch } from '../posts/tray.ts'

/** Why a draft cannot be sent as it is. */
export type Obstacle = 'nothing' | 'tooLong' | 'tooManyWords'

export function obstacleTo({ text, tray }: Pick<RoomDraft, 'text' | 'tray'>): Obstacle | undefined {
  if (!text.trim() && !tray.some((picture) => !picture.refusal)) return 'nothing'
  if ((charactersLeft(text) ?? 0) < 0) return 'tooLong'
  if (saysTooMuch(tray)) return 'tooManyWords'
  return undefined
}
