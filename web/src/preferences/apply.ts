import { preferredLanguage, speak } from '../words/words.ts'
import { applyPanes } from './panes.ts'
import { preferences } from './preferences.ts'
import { applyThemeColor } from './theme-color.ts'

/** What the device says, and may say differently while the page is open. */
const DEVICE = ['(prefers-contrast: more)', '(prefers-color-scheme: dark)'].map((query) => matchMedia(query))

/** Makes the page look and speak as was chosen, now and at each change. Resolves when its first words are here. */
export function applyPreferences(): Promise<void> {
  preferences.subscribe(() => void apply())
  for (const media of DEVICE) media.addEventListener('change', () => applyLook())
  applyPanes()
  return apply()
}

function apply(): Promise<void> {
  applyLook()
  const { language } = preferences.get()
  return speak(language === 'system' ? preferredLanguage(navigator.languages) : language)
}

/** The style sheet asks for these, see styles/tokens.css. */
function applyLook(): void {
  const { look, contrast, motion } = preferences.get()
  const more = contrast === 'more' || DEVICE[0]?.matches
  Object.assign(document.documentElement.dataset, { look, contrast: more ? 'more' : 'system', motion })
  applyThemeColor()
}
