import { Store } from '@snug/client'
import { useSyncExternalStore } from 'react'
import { z } from 'zod'

/** What a person chose for this browser. `system`: as the device has it. */
const Preferences = z.object({
  look: z.enum(['system', 'light', 'dark']).catch('system'),
  contrast: z.enum(['system', 'more']).catch('system'),
  motion: z.enum(['system', 'less']).catch('system'),
  language: z.enum(['system', 'en', 'de']).catch('system'),
  /** Enter sends, where there is a keyboard; else Ctrl or ⌘ and Enter. */
  enterSends: z.boolean().catch(true),
  /** Single letters do things while nobody writes (WCAG 2.1.4). */
  letterKeys: z.boolean().catch(true),
})
export type Preferences = z.infer<typeof Preferences>

const KEPT_AT = 'snug.preferences'

/** What was kept; a browser that keeps nothing has the defaults. */
function kept(): Preferences {
  try {
    return Preferences.parse(JSON.parse(localStorage.getItem(KEPT_AT) ?? '{}'))
  } catch {
    return Preferences.parse({})
  }
}

export const preferences = new Store(kept())

export function prefer(changes: Partial<Preferences>): void {
  preferences.set({ ...preferences.get(), ...changes })
  try {
    localStorage.setItem(KEPT_AT, JSON.stringify(preferences.get()))
  } catch {
    // it holds for this visit then
  }
}

export const usePreferences = (): Preferences => useSyncExternalStore(preferences.subscribe, preferences.get)
