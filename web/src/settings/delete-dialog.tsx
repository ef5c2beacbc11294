import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { deleteAccount } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import Dialog from '../ui/dialog.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useLeaving } from './use-leaving.ts'

/** The last question. The answer to it is the password. */
export default function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const deleting = useMutation(useLeaving((form: FormData) => deleteAccount(String(form.get('password')))))
  return (
    <Dialog role="alertdialog" title={t('account.question')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          deleting.mutate(new FormData(event.currentTarget))
        }}
      >
        <p>{t('account.final')}</p>
        <PasswordField autoComplete="current-password" autoFocus />
        <ProblemNote error={deleting.error} />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <ActButton type="submit" className="button danger" acting={deleting} pendingLabel={t('account.deleting')}>
            {t('account.confirm')}
          </ActButton>
        </div>
      </form>
    </Dialog>
  )
}
