import { useTranslation } from 'react-i18next'

interface NotSentProps {
  reason: string | undefined
  onRetry: () => void
  onDiscard: () => void
}

/** Why a message of mine was not sent, and what can be done about it. */
export function NotSent({ reason, onRetry, onDiscard }: NotSentProps) {
  const { t } = useTranslation('timeline')
  return (
    <div className="said-refusal" role="alert">
      <span>{t('pending.notSent', { reason })}</span>
      <button type="button" className="link-button" onClick={onRetry}>
        {t('pending.retry')}
      </button>
      <button type="button" className="link-button" onClick={onDiscard}>
        {t('pending.discard')}
      </button>
    </div>
  )
}
