import { preferredLanguage, speak } from '../words/words.ts'
import { preferences } from './preferences.ts'

/** Makes the page look and speak as was chosen, now and at each change. Resolves when its first words are here. */
export function applyPreferences(): Promise<void> {
  preferences.subscribe(() => void apply())
  return apply()
}

/** The style sheet asks for these, see styles/tokens.css. */
function apply(): Promise<void> {
  const { look, contrast, motion, language } = preferences.get()
  Object.assign(document.documentElement.dataset, { look, contrast, motion })
  return speak(language === 'system' ? preferredLanguage(navigator.languages) : language)
}
