import { Problem } from '@snug/contracts'
import { EndOfSession } from '../../session/end-of-session.tsx'
import SignInAgain from '../../session/sign-in-again.tsx'
import { press, write } from './acts.ts'
import type { Specimen } from './specimen.tsx'

const enter = async () => {
  await write('input[type=password]', 'correct horse battery')
  await press('Log in')
}

export const session: readonly Specimen[] = [
  {
    name: 'EndOfSession: over the page, while the line says so',
    frame: 480,
    prime: ({ live }) => live.line.set({ kind: 'signedOut' }),
    draw: <EndOfSession />,
  },
  { name: 'SignInAgain: is being done', frame: 480, draw: <SignInAgain />, act: enter },
  {
    name: 'SignInAgain: refused',
    frame: 560,
    draw: <SignInAgain />,
    answer: new Problem('wrong_credentials'),
    act: enter,
  },
  {
    name: 'SignInAgain: too often',
    frame: 560,
    draw: <SignInAgain />,
    answer: new Problem('too_many_requests', { retryAfter: 40 }),
    act: enter,
  },
]
