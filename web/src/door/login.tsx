import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { logIn, meQuery } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import { Field } from '../ui/field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { faultsOf } from '../ui/problem-words.ts'
import { Door } from './door.tsx'
import './words.ts'

/** The sign-in screen. It leads on to where the person wanted to go. */
export function LoginScreen() {
  const { t } = useTranslation('door')
  const { next, deleted } = useSearch({ from: '/login' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const entering = useMutation({
    mutationFn: (form: FormData) => logIn(String(form.get('login')).trim(), String(form.get('password'))),
    onSuccess: (profile) => {
      queries.clear()
      queries.setQueryData(meQuery.queryKey, profile)
      return navigate({ href: next ?? '/' })
    },
  })
  const { error } = entering
  const faults = faultsOf(error)
  return (
    <Door
      title={t(deleted ? 'deleted.title' : 'logIn.title')}
      heading={t(deleted ? 'deleted.heading' : 'logIn.heading')}
      error={error}
      onSubmit={entering.mutate}
    >
      {deleted && !error && <p className="note">{t('deleted.sentence')}</p>}
      <Field
        label={t('logIn.login')}
        name="login"
        fault={faults.get('login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
      />
      <PasswordField autoComplete="current-password" fault={faults.get('password')} />
      <ProblemNote error={faults.size === 0 && error} />
      <ActButton type="submit" className="button primary wide" acting={entering} pendingLabel={t('logIn.pending')}>
        {t('logIn.submit')}
      </ActButton>
      <p className="door-other">
        {t('logIn.newHere')} <Link to="/register">{t('logIn.register')}</Link>
      </p>
    </Door>
  )
}
