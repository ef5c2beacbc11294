import { Problem } from '@snug/contracts'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from './problem-words.ts'
import { useWait } from './use-wait.ts'

export { sentenceOf } from './problem-words.ts'

/** From here on it is the house's fault, and who looks after it wants to know which request it was. */
const HOUSE_FAULT = 500

/** Says what went wrong and, where it helps, offers to try again. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('problems')
  const seconds = useWait(error)
  if (!error) return null
  const id = error instanceof Problem && error.status >= HOUSE_FAULT ? error.extras.requestId : undefined
  return (
    <div className="problem" role="alert">
      <p>
        {sentenceOf(error)}
        {id && <small className="problem-request">{t('request', { id })}</small>}
      </p>
      {onRetry && (
        <button type="button" className="button" disabled={seconds > 0} onClick={onRetry}>
          {seconds > 0 ? t('tryAgainIn', { seconds }) : t('tryAgain')}
        </button>
      )}
    </div>
  )
}
