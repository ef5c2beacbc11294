import { MAX_DISPLAY_NAME } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { meQuery, register } from '../session/session.ts'
import { Field } from '../ui/field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Door } from './door.tsx'

/** The sign-up screen; whoever made an account is signed in. */
export function RegisterScreen() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const registering = useMutation({
    mutationFn: (form: FormData) =>
      register(String(form.get('username')).trim(), String(form.get('displayName')), String(form.get('password'))),
    onSuccess: (profile) => {
      queries.clear()
      queries.setQueryData(meQuery.queryKey, profile)
      return navigate({ to: '/' })
    },
  })
  return (
    <Door title="Create an account" heading="Make yourself at home" onSubmit={registering.mutate}>
      <Field
        label="Username"
        name="username"
        hint="3 to 32 letters, digits, _ . or -"
        pattern="[A-Za-z0-9_.\-]{3,32}"
        autoComplete="username"
        autoCapitalize="none"
        required
        autoFocus
      />
      <Field label="Display name (optional)" name="displayName" autoComplete="name" maxLength={MAX_DISPLAY_NAME} />
      <PasswordField autoComplete="new-password" hint="At least 8 characters" minLength={8} />
      <ProblemNote error={registering.error} />
      <button type="submit" className="button primary wide" disabled={registering.isPending}>
        {registering.isPending ? 'Creating…' : 'Create account'}
      </button>
      <p className="door-other">
        Have one already? <Link to="/login">Log in</Link>
      </p>
    </Door>
  )
}
