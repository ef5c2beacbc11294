import { type RefObject, useLayoutEffect } from 'react'

/** What stands at the bottom of the list stays there when a keyboard opens, or a box below grows: that is what one answers. */
export function useBottom(scroller: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const list = scroller.current
    if (!list) return
    let height = list.clientHeight
    const observer = new ResizeObserver(() => {
      const lost = height - list.clientHeight
      height = list.clientHeight
      // A list that became higher at its end was moved by the browser, for there is nothing further down.
      const isAtEnd = list.scrollTop + height >= list.scrollHeight - 1
      if (lost > 0 || (lost < 0 && !isAtEnd)) list.scrollTop += lost
    })
    observer.observe(list)
    return () => observer.disconnect()
  }, [scroller])
}
