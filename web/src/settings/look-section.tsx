import { useTranslation } from 'react-i18next'
import { prefer, usePreferences } from '../preferences/preferences.ts'
import { Choices } from './choices.tsx'
import { Saved, useSaved } from './saved.tsx'
import { Switch } from './switch.tsx'

/** Light or dark, how strong, how lively. */
export function LookSection() {
  const { t } = useTranslation('settings')
  const { look, contrast, motion } = usePreferences()
  const [saved, saySaved] = useSaved()
  const choose = (changes: Parameters<typeof prefer>[0]) => {
    prefer(changes)
    saySaved()
  }
  return (
    <>
      <Choices
        legend={t('look.theme')}
        choices={{ system: t('look.system'), light: t('look.light'), dark: t('look.dark') }}
        chosen={look}
        onChange={(look) => choose({ look })}
      />
      <Switch
        label={t('look.contrast')}
        hint={t('look.contrastHint')}
        on={contrast === 'more'}
        onChange={(on) => choose({ contrast: on ? 'more' : 'system' })}
      />
      <Switch
        label={t('look.motion')}
        hint={t('look.motionHint')}
        on={motion === 'less'}
        onChange={(on) => choose({ motion: on ? 'less' : 'system' })}
      />
      <Saved saved={saved} />
    </>
  )
}
