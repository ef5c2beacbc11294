import { type ComponentProps, lazy, Suspense } from 'react'

const LazyConfirm = lazy(() => import('./confirm.tsx'))

/** A question before something final; its code comes when it is first asked. */
export function Confirm(props: ComponentProps<typeof LazyConfirm>) {
  return (
    <Suspense>
      <LazyConfirm {...props} />
    </Suspense>
  )
}
