import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** The place of a message that was deleted; whoever just did that may undo it. */
export function DeletedMessage({ undo }: { undo: (() => void) | undefined }) {
  const { t } = useTranslation('timeline')
  return (
    <p className="said-deleted muted">
      {t('message.deleted')}
      {undo && <Undo onPress={undo} />}
    </p>
  )
}

/** Takes the focus if the message had it, and gives it back. */
function Undo({ onPress }: { onPress: () => void }) {
  const { t } = useTranslation('timeline')
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const here = button.current
    const article = here?.closest('article')
    if (document.activeElement === document.body || document.activeElement === article) here?.focus()
    return () => {
      if (document.activeElement === document.body || document.activeElement === here) article?.focus()
    }
  }, [])
  return (
    <button ref={button} type="button" className="link-button" onClick={onPress}>
      {t('message.undo')}
    </button>
  )
}
