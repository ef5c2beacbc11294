import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { anchorAt, placeOf, type WallLayout } from './wall-layout.ts'

/** What one sees of the wall: where the window begins, and how large it is, in px. */
export interface WallWindow {
  top: number
  width: number
  height: number
}

/** Scrolling by less than this many px draws nothing new: there is more than that around the window. */
const STEP = 200

/** Follows how a scroller is scrolled and how large it is. */
export function useWindow(scroller: RefObject<HTMLElement | null>): WallWindow {
  const [seen, setSeen] = useState<WallWindow>({ top: 0, width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const { scrollTop, clientWidth: width, clientHeight: height } = element
      const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(element)
      const inner = width - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd)
      const top = Math.round(scrollTop / STEP) * STEP
      setSeen((before) =>
        before.top === top && before.width === inner && before.height === height
          ? before
          : { top, width: inner, height },
      )
    }
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
  return seen
}

/** Keeps what one looks at where it is when what lies above it changes its height. At the top one sees what is new. */
export function useSteadyPlace(scroller: RefObject<HTMLElement | null>, layout: WallLayout): void {
  const before = useRef(layout)
  useLayoutEffect(() => {
    const element = scroller.current
    const [was, is] = [before.current, layout]
    before.current = layout
    if (!element || was === is || element.scrollTop === 0) return
    const anchor = anchorAt(was, element.scrollTop)
    const [from, to] = anchor ? [placeOf(was, anchor), placeOf(is, anchor)] : []
    if (from !== undefined && to !== undefined && from !== to) element.scrollTop += to - from
  }, [scroller, layout])
}

/** ms for which a month is near the window before its pictures are asked for: who scrolls past it does not want them. */
const STAYED_MS = 100

/** Those that were near the window for a moment, once and from then on. */
export function useWanted(visible: readonly string[]): ReadonlySet<string> {
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set())
  const names = visible.join()
  useEffect(() => {
    const timer = setTimeout(() => {
      const all = names.split(',').filter(Boolean)
      setWanted((before) => (all.every((name) => before.has(name)) ? before : before.union(new Set(all))))
    }, STAYED_MS)
    return () => clearTimeout(timer)
  }, [names])
  return wanted
}
