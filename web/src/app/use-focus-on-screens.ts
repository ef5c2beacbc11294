import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * After going somewhere the focus is at the heading of the new screen, for else it would be nowhere. A screen that only
 * had something over it still has its heading, and keeps the focus where it was.
 */
export function useFocusOnScreens(): void {
  const router = useRouter()
  useEffect(() => {
    let before = headingNow()
    return router.subscribe('onRendered', ({ pathChanged }) => {
      const heading = headingNow()
      const isNew = heading !== before
      before = heading
      if (!pathChanged || !isNew || isWritten(document.activeElement)) return
      const target = heading ?? document.getElementById('main')
      if (heading) heading.tabIndex = -1
      target?.focus({ preventScroll: true })
    })
  }, [router])
}

const headingNow = () => document.querySelector<HTMLElement>('main h1')

/** Who has begun to write in the new screen is not disturbed. */
const isWritten = (element: Element | null) => element?.matches('main :is(input, textarea)') ?? false
