import type { MouseEvent } from 'react'
import { useOverlay } from '../ui/overlay.ts'

/**
 * For the links of the rail. In the drawer they take its place in the history, so that going back does not open it again;
 * who is there already only closes it.
 */
export function useWay() {
  const [inDrawer, setInDrawer] = useOverlay('rooms')
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    if (!inDrawer || event.currentTarget.pathname !== location.pathname) return
    event.preventDefault()
    setInDrawer(false)
  }
  return { replace: inDrawer, onClick }
}
