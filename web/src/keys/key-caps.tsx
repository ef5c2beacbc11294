import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { en } from '../words/en/en.ts'
import { isMac } from './is-mac.ts'
import './words.ts'
import './key-caps.css'

type Name = keyof (typeof en)['keys']['names']

/** Chords as they are printed on the keys: Ctrl K, or ⌘ K on a Mac. */
export function KeyCaps({ chords }: { chords: readonly string[] }) {
  const { t } = useTranslation('keys')
  return chords.map((chord, at) => (
    <Fragment key={chord}>
      {at > 0 && <span className="muted"> {t('or')} </span>}
      <Chord chord={chord} />
    </Fragment>
  ))
}

function Chord({ chord }: { chord: string }) {
  const { t, i18n } = useTranslation('keys')
  const nameOf = (key: string) => {
    if (key === 'Mod' && isMac) return '⌘'
    return i18n.exists(`keys:names.${key}`) ? t(`names.${key as Name}`) : key
  }
  return chord.split(' ').map((part, at) => (
    <Fragment key={part}>
      {at > 0 && <span className="muted"> {t('then')} </span>}
      <span className="key-chord" dir="ltr">
        {(part === '+' ? [part] : part.split('+')).map((key) => (
          <kbd key={key}>{nameOf(key)}</kbd>
        ))}
      </span>
    </Fragment>
  ))
}
