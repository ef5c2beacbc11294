import { useTranslation } from 'react-i18next'
import { useWait } from './use-wait.ts'

interface SubmitButtonProps {
  label: string
  /** Instead of the label while it is being done. */
  pendingLabel: string
  isPending: boolean
  /** Why the last try failed: it may ask to wait. */
  error: unknown
}

/** The one button of a form that says who one is. It counts down when the house asks to wait. */
export function SubmitButton({ label, pendingLabel, isPending, error }: SubmitButtonProps) {
  const { t } = useTranslation('problems')
  const seconds = useWait(error)
  return (
    <button type="submit" className="button primary wide" disabled={isPending || seconds > 0}>
      {isPending ? pendingLabel : seconds > 0 ? t('tryAgainIn', { seconds }) : label}
    </button>
  )
}
