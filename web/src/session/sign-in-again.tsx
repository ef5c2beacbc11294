import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../ui/act-button.tsx'
import Dialog from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { useHouse } from './house.tsx'
import { logIn, meQuery, useMe } from './session.ts'
import { depart } from './tabs.ts'

/** Asks who is there for their password. The same person goes on where they were; anybody else begins with a clean page. */
export default function SignInAgain() {
  const { t } = useTranslation('session')
  const me = useMe()
  const { live } = useHouse()
  const queries = useQueryClient()
  const entering = useMutation({
    mutationFn: (form: FormData) => logIn(String(form.get('login')).trim(), String(form.get('password'))),
    onSuccess: (profile) => {
      if (profile.id !== me.id) return depart('/')
      queries.setQueryData(meQuery.queryKey, profile)
      void queries.invalidateQueries() // what was asked meanwhile was refused
      return live.start()
    },
  })
  return (
    <Dialog title={t('ended.title')}>
      <p>{t('ended.kept')}</p>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          entering.mutate(new FormData(event.currentTarget))
        }}
      >
        <Field
          label={t('ended.username')}
          name="login"
          defaultValue={me.username}
          autoComplete="username"
          autoCapitalize="none"
          required
        />
        <PasswordField autoComplete="current-password" autoFocus />
        <ProblemNote error={entering.error} />
        <ActButton type="submit" className="button primary wide" acting={entering} pendingLabel={t('ended.entering')}>
          {t('ended.enter')}
        </ActButton>
      </form>
    </Dialog>
  )
}
