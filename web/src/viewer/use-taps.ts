import type { Photo } from '@snug/contracts'
import { type PointerEvent, type RefObject, useState } from 'react'
import type { ControllerRef, ZoomRef } from 'yet-another-react-lightbox'
import { closer } from './closer.ts'
import { Taps } from './taps.ts'

interface Tapped {
  controller: RefObject<ControllerRef | null>
  zoom: RefObject<ZoomRef | null>
  photo: Photo | undefined
}

/**
 * A tap beside the picture closes, two on it bring it closer and back. The carousel would take a finger of a pinch that is
 * lifted beside the picture for a tap, and goes closer in steps.
 */
export function useTaps({ controller, zoom, photo }: Tapped) {
  const [taps] = useState(() => new Taps())
  const tap = (touch: PointerEvent, which: 'tap' | 'doubleTap') => {
    const target = touch.target as Element
    if (which === 'tap' && target.matches('.yarl__slide, .yarl__slide_wrapper') && !isCloser())
      controller.current?.close()
    if (which === 'doubleTap' && photo && target.closest('.viewer-picture, button')?.matches('.viewer-picture'))
      comeCloser(touch, photo)
  }
  const isCloser = () => (zoom.current?.zoom ?? 1) > 1
  const comeCloser = (touch: PointerEvent, photo: Photo) => {
    const frame = touch.currentTarget.querySelector('.yarl__container')?.getBoundingClientRect()
    if (!frame) return
    const [x, y] = [touch.clientX - frame.x - frame.width / 2, touch.clientY - frame.y - frame.height / 2]
    zoom.current?.changeZoom(isCloser() ? 1 : closer(photo, frame), false, x, y)
  }
  // On their way down: of a picture that is closer they do not come up again.
  return {
    onPointerDownCapture: (touch: PointerEvent) => taps.down(touch),
    onPointerUpCapture: (touch: PointerEvent) => {
      const which = touch.button === 0 && taps.up(touch)
      if (which) tap(touch, which)
    },
    onPointerCancelCapture: (touch: PointerEvent) => taps.cancel(touch),
  }
}
