import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../ui/page-head.tsx'
import { AccountSection } from './account-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import { LanguageSection } from './language-section.tsx'
import { LookSection } from './look-section.tsx'
import { PrivacySection } from './privacy-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { Sessions } from './sessions.tsx'
import './settings.css'
import './words.ts'

/** Each is reached by its name, after # in the address. */
const SECTIONS = {
  profile: ProfileSection,
  look: LookSection,
  language: LanguageSection,
  privacy: PrivacySection,
  keyboard: KeyboardSection,
  sessions: Sessions,
  account: AccountSection,
} as const

/** All that I can choose, in sections. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  const names = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[]
  const hash = useLocation({ select: (location) => location.hash })
  useEffect(() => {
    // The router looks for the section once, which is before this screen's code has come.
    document.getElementById(hash)?.scrollIntoView()
  }, [hash])
  return (
    <div className="page">
      <PageHead title={t('title')} />
      <div className="page-body settings">
        <nav className="settings-nav" aria-label={t('sections')}>
          <ul>
            {names.map((name) => (
              <li key={name}>
                <Link to="/settings" hash={name} replace activeOptions={{ includeHash: true }}>
                  {t(`${name}.title`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="settings-sections">
          {names.map((name) => {
            const Section = SECTIONS[name]
            return (
              <section key={name} id={name} className="settings-section" aria-labelledby={`${name}-title`}>
                <h2 id={`${name}-title`}>{t(`${name}.title`)}</h2>
                <Section />
              </section>
            )
          })}
        </div>
      </div>
    </div>
  )
}
