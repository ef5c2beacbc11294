import { useTranslation } from 'react-i18next'
import { prefer, usePreferences } from '../preferences/preferences.ts'
import { Saved, useSaved } from './saved.tsx'
import { Switch } from './switch.tsx'

const KEYS = ['enterSends', 'letterKeys'] as const

/** What keys do. */
export function KeyboardSection() {
  const { t } = useTranslation('settings')
  const preferences = usePreferences()
  const [saved, saySaved] = useSaved()
  return (
    <>
      {KEYS.map((key) => (
        <Switch
          key={key}
          label={t(`keyboard.${key}`)}
          hint={t(`keyboard.${key}Hint`)}
          on={preferences[key]}
          onChange={(on) => {
            prefer({ [key]: on })
            saySaved()
          }}
        />
      ))}
      <Saved saved={saved} />
    </>
  )
}
