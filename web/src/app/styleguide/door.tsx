import { Problem } from '@snug/contracts'
import { Door } from '../../door/door.tsx'
import { LoginScreen } from '../../door/login.tsx'
import { RegisterScreen } from '../../door/register.tsx'
import { WhatThisIs } from '../../door/what-this-is.tsx'
import { Field } from '../../ui/field.tsx'
import { press, write } from './acts.ts'
import { nothing, type Specimen } from './specimen.tsx'

const TOO_MANY = new Problem('too_many_requests', { retryAfter: 40 })

const login = { frame: 520, at: '/login', draw: <LoginScreen /> }
const register = { frame: 1000, at: '/register', draw: <RegisterScreen /> }

const enter = async () => {
  await write('[name=login]', 'ada')
  await write('[name=password]', 'correct horse battery')
  await press('Log in')
}

const signUp = async () => {
  await write('[name=username]', 'ada')
  await write('[name=password]', 'correct horse battery')
  await press('Create account')
}

export const door: readonly Specimen[] = [
  { name: 'LoginScreen', ...login },
  { name: 'LoginScreen: on a desk', ...login, frame: 560, wide: true },
  { name: 'LoginScreen: after the account was deleted', ...login, at: '/login?deleted=true' },
  { name: 'LoginScreen: is being done', ...login, act: enter },
  { name: 'LoginScreen: refused', ...login, frame: 600, answer: new Problem('wrong_credentials'), act: enter },
  { name: 'LoginScreen: too often', ...login, frame: 600, answer: TOO_MANY, act: enter },
  { name: 'RegisterScreen', ...register },
  { name: 'RegisterScreen: on a desk', ...register, frame: 700, wide: true },
  {
    name: 'RegisterScreen: the name is taken',
    ...register,
    frame: 1080,
    answer: new Problem('username_taken'),
    act: signUp,
  },
  {
    name: 'RegisterScreen: fields are wrong',
    ...register,
    frame: 1080,
    act: async () => {
      await write('[name=username]', 'a')
      await write('[name=password]', '1234')
      await press('Create account')
    },
  },
  {
    name: 'Door: a form in a calm place',
    frame: 320,
    draw: (
      <Door title="Door" heading="Welcome back" error={undefined} onSubmit={nothing}>
        <Field label="Username" />
      </Door>
    ),
  },
  { name: 'WhatThisIs', frame: 420, draw: <WhatThisIs /> },
]
