import { MAX_DISPLAY_NAME, Problem } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery, register } from '../session/session.ts'
import { ActButton } from '../ui/act-button.tsx'
import { Field } from '../ui/field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { faultsOf, sentenceOf } from '../ui/problem-words.ts'
import { Door } from './door.tsx'
import { otherNames } from './other-names.ts'
import { WhatThisIs } from './what-this-is.tsx'
import './words.ts'

/** Where the form stands beside what one should know first, see door.css. Elsewhere it is below, and would scroll that away. */
const BESIDE = '(width >= 720px)'

/** Fields that say themselves what is wrong with them. */
const FIELDS = ['username', 'displayName', 'password']

/** The sign-up screen; whoever made an account is signed in. */
export function RegisterScreen() {
  const { t } = useTranslation('door')
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
  const { error } = registering
  const faults = faultsOf(error)
  const taken = error instanceof Problem && error.code === 'username_taken'
  const isSaidAtFields = taken || (faults.size > 0 && [...faults.keys()].every((name) => FIELDS.includes(name)))
  return (
    <Door
      title={t('register.title')}
      heading={t('register.heading')}
      beside={<WhatThisIs />}
      error={error}
      onSubmit={registering.mutate}
    >
      <Username
        fault={taken ? sentenceOf(error) : faults.get('username')}
        taken={taken ? String(registering.variables?.get('username')) : undefined}
      />
      <Field
        label={t('register.displayName')}
        name="displayName"
        hint={t('register.displayNameHint')}
        fault={faults.get('displayName')}
        autoComplete="name"
        maxLength={MAX_DISPLAY_NAME}
      />
      <PasswordField autoComplete="new-password" hint={t('register.passwordHint')} fault={faults.get('password')} />
      <ProblemNote error={!isSaidAtFields && error} />
      <ActButton
        type="submit"
        className="button primary wide"
        acting={registering}
        pendingLabel={t('register.pending')}
      >
        {t('register.submit')}
      </ActButton>
      <p className="door-other">
        {t('register.haveOne')} <Link to="/login">{t('register.logIn')}</Link>
      </p>
    </Door>
  )
}

/** @param taken what they would have liked to be called, if somebody is already */
function Username({ fault, taken }: { fault: string | undefined; taken: string | undefined }) {
  const { t } = useTranslation('door')
  const input = useRef<HTMLInputElement>(null)
  const choose = (name: string) => {
    if (!input.current) return
    input.current.value = name
    input.current.focus()
  }
  return (
    <div className="username">
      <Field
        ref={input}
        label={t('register.username')}
        name="username"
        hint={t('register.usernameHint')}
        fault={fault}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus={matchMedia(BESIDE).matches}
      />
      {taken && (
        <div className="other-names">
          <small className="muted">{t('register.otherNames')}</small>
          {otherNames(taken).map((name) => (
            <button key={name} type="button" className="button small" onClick={() => choose(name)}>
              {name}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
