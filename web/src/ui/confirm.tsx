import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ActButton } from './act-button.tsx'
import Dialog from './dialog.tsx'
import { ProblemNote } from './problem-note.tsx'

interface ConfirmProps {
  title: string
  sentence: string
  /** The word on the button that does it. */
  verb: string
  act: () => Promise<unknown>
  onClose: () => void
}

/** Asks before something that cannot be taken back. */
export default function Confirm({ title, sentence, verb, act, onClose }: ConfirmProps) {
  const { t } = useTranslation('ui')
  const acting = useMutation({ mutationFn: act, onSuccess: onClose })
  return (
    <Dialog role="alertdialog" title={title} onClose={onClose}>
      <p>{sentence}</p>
      <ProblemNote error={acting.error} />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <ActButton className="button danger" acting={acting} onClick={() => acting.mutate()}>
          {verb}
        </ActButton>
      </div>
    </Dialog>
  )
}
