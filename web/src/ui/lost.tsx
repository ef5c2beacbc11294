import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from './problem-note.tsx'

/** An address that leads nowhere. */
export function Lost() {
  const { t } = useTranslation('ui')
  return (
    <main className="lost">
      <title>{`${t('nothingHere')} · Snug`}</title>
      <Sign />
      <h1>{t('nothingHere')}</h1>
      <p className="muted">{t('nothingHereWhy')}</p>
      <Link to="/" className="button primary">
        {t('toMyRooms')}
      </Link>
    </main>
  )
}

/** A screen that could not be drawn; without a line it is tried again when there is one. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation('ui')
  const [offline] = useState(() => !navigator.onLine)
  useEffect(() => {
    if (!offline) return
    const again = () => location.reload()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [offline])
  return (
    <main className="lost">
      <title>{`${t(offline ? 'youAreOffline' : 'didNotWork')} · Snug`}</title>
      <Sign />
      <h1>{t(offline ? 'youAreOffline' : 'didNotWork')}</h1>
      <p role="alert">{offline ? t('opensWithTheLine') : sentenceOf(error)}</p>
      <button type="button" className="button primary" onClick={reset}>
        {t('tryAgain')}
      </button>
    </main>
  )
}

/** Says whose page this is, where there is nothing else of it. */
const Sign = () => <img src="/favicon.svg" alt="Snug" width={48} height={48} />
