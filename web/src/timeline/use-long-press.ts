import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'

/** A finger that rests for so long, in ms, means what it rests on. A little before that browsers select the word below it. */
const LONG_MS = 600
/** px that it may slip meanwhile. */
const SLIP = 10
/** What has plans of its own for a finger that rests; the links of pictures are left out. */
const BUSY = 'button, input, textarea, a:not(.photo-open)'

type Touch = PointerEvent<HTMLElement>

/** Tells when a finger rests on something, unless it selects words or scrolls. */
export function useLongPress(onLongPress: (() => void) | undefined) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const start = useRef<Pick<Touch, 'clientX' | 'clientY'>>(undefined)
  const isPressed = useRef(false)
  const stop = () => {
    clearTimeout(timer.current)
    start.current = undefined
  }
  const press = () => {
    stop()
    if (getSelection()?.isCollapsed === false) return
    isPressed.current = true
    onLongPress?.()
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    onPointerDown: ({ pointerType, isPrimary, target, currentTarget, clientX, clientY }: Touch) => {
      stop()
      isPressed.current = false
      if (!onLongPress || pointerType !== 'touch' || !isPrimary) return
      // React tells of windows that were opened from here too, though they lie elsewhere.
      const place = target as Element
      if (!currentTarget.contains(place) || place.closest(BUSY)) return
      start.current = { clientX, clientY }
      timer.current = setTimeout(press, LONG_MS)
    },
    onPointerMove: ({ clientX, clientY }: Touch) => {
      const { current: from } = start
      if (from && Math.hypot(clientX - from.clientX, clientY - from.clientY) > SLIP) stop()
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    /** The browser would have a menu for a picture, as it is a link. */
    onContextMenu: (event: MouseEvent) => {
      const isLink = event.target instanceof Element && event.target.closest('a') !== null
      if (isLink && (start.current || isPressed.current)) event.preventDefault()
    },
    /** The finger that pressed is lifted: that is no tap. A key that is pressed later is a click without a detail. */
    onClickCapture: (event: MouseEvent) => {
      if (!isPressed.current || event.detail === 0) return
      isPressed.current = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
