import { useTranslation } from 'react-i18next'
import { prefer, usePreferences } from '../preferences/preferences.ts'
import { LANGUAGES } from '../words/words.ts'
import { Choices } from './choices.tsx'
import { Saved, useSaved } from './saved.tsx'

/** What Snug speaks, at once. */
export function LanguageSection() {
  const { t } = useTranslation('settings')
  const { language } = usePreferences()
  const [saved, saySaved] = useSaved()
  return (
    <>
      <Choices
        legend={t('language.legend')}
        choices={{ system: t('language.system'), ...LANGUAGES }}
        chosen={language}
        langOf={(choice) => (choice === 'system' ? undefined : choice)}
        onChange={(language) => {
          prefer({ language })
          saySaved()
        }}
      />
      <Saved saved={saved} />
    </>
  )
}
