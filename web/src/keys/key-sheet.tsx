import { useTranslation } from 'react-i18next'
import { usePreferences } from '../preferences/preferences.ts'
import Dialog from '../ui/dialog.tsx'
import { KeyCaps } from './key-caps.tsx'
import { KEYS, type Key } from './table.ts'
import './keys.css'

/** All that the keyboard does, by where it does it. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('keys')
  const { letterKeys } = usePreferences()
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <p className="muted">{t(letterKeys ? 'lettersOn' : 'lettersOff')}</p>
      <div className="key-groups">
        {(Object.keys(KEYS) as (keyof typeof KEYS)[]).map((place) => (
          <section key={place} aria-labelledby={`keys-${place}`} className="key-group">
            <h3 id={`keys-${place}`}>{t(`places.${place}`)}</h3>
            <dl>
              {KEYS[place].map((key) => (
                <KeyLine key={key.does} of={key} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  )
}

function KeyLine({ of: { chords, does } }: { of: Key }) {
  const { t } = useTranslation('keys')
  return (
    <div className="key-line">
      <dt>{t(`does.${does}`)}</dt>
      <dd>
        <KeyCaps chords={chords} />
      </dd>
    </div>
  )
}
