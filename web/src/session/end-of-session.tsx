import { Suspense, useSyncExternalStore } from 'react'
import { part } from '../ui/part.tsx'
import { useHouse } from './house.tsx'

const SignInAgain = part(() => import('./sign-in-again.tsx'))

/** Stands over the page when the session ended elsewhere, until there is a new one. All that was begun stays below it. */
export function EndOfSession() {
  const { live } = useHouse()
  const { kind } = useSyncExternalStore(live.line.subscribe, live.line.get)
  return <Suspense>{kind === 'signedOut' && <SignInAgain />}</Suspense>
}
