import { Store } from '@snug/client'
import { z } from 'zod'

/** A row of the picker. */
const MOST_RECENT = 8
const TONES = ['none', 'light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const
export type Tone = (typeof TONES)[number]

/** Which emojis somebody likes, for this browser. */
const Taste = z.object({
  tone: z.enum(TONES).catch('none'),
  /** The last ones chosen, the newest first. */
  recent: z.array(z.string()).max(MOST_RECENT).catch([]),
})
type Taste = z.infer<typeof Taste>

const KEPT_AT = 'snug.emoji'

/** What was kept; a browser that keeps nothing has nothing yet. */
function kept(): Taste {
  try {
    return Taste.parse(JSON.parse(localStorage.getItem(KEPT_AT) ?? '{}'))
  } catch {
    return Taste.parse({})
  }
}

export const taste = new Store(kept())

/** Remembers a tone that was chosen, or an emoji. */
export function keepTaste(change: Partial<Taste>): void {
  taste.set({ ...taste.get(), ...change })
  try {
    localStorage.setItem(KEPT_AT, JSON.stringify(taste.get()))
  } catch {
    // it holds for this visit then
  }
}

/** The recent ones when `emoji` was just chosen. */
export const withRecent = (recent: readonly string[], emoji: string): string[] =>
  [emoji, ...recent.filter((other) => other !== emoji)].slice(0, MOST_RECENT)
