import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { logIn, meQuery } from '../session/session.ts'
import { Field } from '../ui/field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Door } from './door.tsx'

/** The sign-in screen. It leads on to where the person wanted to go. */
export function LoginScreen() {
  const { next, ended, deleted } = useSearch({ from: '/login' })
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
  return (
    <Door
      title={deleted ? 'Account deleted' : 'Log in'}
      heading={deleted ? 'Goodbye' : 'Welcome back'}
      onSubmit={entering.mutate}
    >
      {deleted && !entering.error && (
        <p className="note">Your account is deleted, and all you said and showed with it.</p>
      )}
      {ended && !entering.error && <p className="note">Your session has ended. Log in to go on.</p>}
      <Field label="Username" name="login" autoComplete="username" autoCapitalize="none" required autoFocus />
      <PasswordField autoComplete="current-password" />
      <ProblemNote error={entering.error} />
      <button type="submit" className="button primary wide" disabled={entering.isPending}>
        {entering.isPending ? 'Logging in…' : 'Log in'}
      </button>
      <p className="door-other">
        New here? <Link to="/register">Create an account</Link>
      </p>
    </Door>
  )
}
