import { type ComponentProps, Suspense } from 'react'
import { part } from './part.tsx'

const LazyConfirm = part(() => import('./confirm.tsx'))

/** A question before something final; its code comes when it is first asked. */
export function Confirm(props: ComponentProps<typeof LazyConfirm>) {
  return (
    <Suspense>
      <LazyConfirm {...props} />
    </Suspense>
  )
}
