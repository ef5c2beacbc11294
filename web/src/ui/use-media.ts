import { useSyncExternalStore } from 'react'

/** Widths in px at which the layout changes; the style sheets have the same. */
export const TABLET_PX = 640
export const DESKTOP_PX = 1024

/** Whether a media query holds, now and when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
