import { useMutation } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { logOut, useMe } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { DeleteAccount } from './delete-account.tsx'
import { useLeaving } from './use-leaving.ts'

/** The ways out. */
export function AccountSection() {
  const { t } = useTranslation('settings')
  const { username } = useMe()
  const leaving = useMutation(useLeaving(logOut))
  return (
    <>
      <p className="muted">{t('account.signedInAs', { username })}</p>
      <ProblemNote error={leaving.error} />
      <ActButton className="button" acting={leaving} onClick={() => leaving.mutate()}>
        <LogOut aria-hidden /> {t('account.logOut')}
      </ActButton>
      <DeleteAccount />
    </>
  )
}
