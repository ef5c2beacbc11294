import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useOffline } from './use-offline.ts'
import './missing.css'

interface MissingProps {
  onRetry: () => void
}

/** In place of a screen whose code did not come. */
export function MissingScreen({ onRetry }: MissingProps) {
  const { t } = useTranslation()
  const offline = useOffline()
  return (
    <div className="lost">
      <h1>{t(offline ? 'youAreOffline' : 'didNotWork')}</h1>
      <p role="alert">{t('missing')}</p>
      <button type="button" className="button primary" onClick={onRetry}>
        {t('tryAgain')}
      </button>
      <Link to="/">{t('toMyRooms')}</Link>
    </div>
  )
}

/** In place of what would open over the page. */
export function MissingOver({ onRetry, onClose }: MissingProps & { onClose: (() => void) | undefined }) {
  const { t } = useTranslation()
  return (
    <div className="missing" role="alert">
      <p>{t('missing')}</p>
      <button type="button" className="link-button" onClick={onRetry}>
        {t('tryAgain')}
      </button>
      {onClose && (
        <button type="button" className="link-button" onClick={onClose}>
          {t('close')}
        </button>
      )}
    </div>
  )
}
