import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { useWait } from './use-wait.ts'

interface ActButtonProps extends ComponentProps<'button'> {
  /** What it does, such as a mutation: whether that is under way, and why the last try failed. */
  acting: { isPending: boolean; error: unknown }
  /** Instead of its words while it is being done. */
  pendingLabel?: string | undefined
}

/**
 * A button that asks something of the house. It rests while that is under way, and counts down when the house asks to wait.
 * It keeps the focus meanwhile, as a disabled button would not.
 */
export function ActButton({
  acting: { isPending, error },
  pendingLabel,
  type = 'button',
  onClick,
  children,
  ...button
}: ActButtonProps) {
  const { t } = useTranslation('problems')
  const seconds = useWait(error)
  const rests = isPending || seconds > 0
  return (
    <button
      {...button}
      {...(seconds > 0 && { 'aria-label': undefined })} // it says what is read on it
      type={type}
      aria-disabled={rests || undefined}
      onClick={(event) => (rests ? event.preventDefault() : onClick?.(event))}
    >
      {isPending ? (pendingLabel ?? children) : seconds > 0 ? t('tryAgainIn', { seconds }) : children}
    </button>
  )
}
