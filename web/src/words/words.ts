import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { en } from './en/en.ts'
import { first } from './en/first.ts'

/** The languages that Snug speaks, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    resources: typeof en
  }
}

// English is always here: it is what a word is said in that another language lacks.
void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(first),
  defaultNS: 'ui',
  resources: { en: first },
  initAsync: false,
  interpolation: { escapeValue: false }, // React escapes
})

/** The English of a feature that is not among the first; German comes whole. To be called as the feature's code comes. */
export function addWords<Folder extends keyof typeof en>(folder: Folder, words: (typeof en)[Folder]): void {
  i18next.addResourceBundle('en', folder, words)
}

/** A phrase outside of a component: `t('posts:sent', { count })`. Components take `useTranslation`, and hear of changes. */
export const t = i18next.t

/** The first language of the reader's list that Snug speaks. */
export function preferredLanguage(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => tag.split('-', 1)[0] ?? '').find((tag) => tag in LANGUAGES)
  return (known as Language | undefined) ?? 'en'
}

/** Speaks that language from now on; its words are fetched when they are not here. */
export async function speak(language: Language): Promise<void> {
  if (language === 'de' && !i18next.hasResourceBundle('de', 'ui')) {
    const { de } = await import('./de/de.ts')
    for (const [folder, words] of Object.entries(de)) i18next.addResourceBundle('de', folder, words)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}

/** How dates and numbers are written: as the reader's region does, where that speaks the language. */
export function locale(): string {
  const { language } = i18next
  return globalThis.navigator?.languages?.find((tag) => tag.split('-', 1)[0] === language) ?? language
}
