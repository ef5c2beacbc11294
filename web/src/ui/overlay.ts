import { type HistoryState, useLocation, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What may lie over a screen, or beside it. Each has its own place in the history: going back closes it and nothing else. */
export type Overlay = 'rooms' | 'members' | 'newRoom' | 'goTo' | 'keys'

declare module '@tanstack/history' {
  interface HistoryState {
    over?: readonly Overlay[] | undefined
    /** The entry of the history that it lies over. */
    beneath?: string | undefined
  }
}

/** Stays open under others, as it takes no more than its share of the screen. */
const STAYS: Overlay = 'members'

/** What is open once `name` is opened too: of those that cover the screen there is one at a time. */
export const opened = (over: readonly Overlay[], name: Overlay): Overlay[] => [
  ...over.filter((other) => other === STAYS && other !== name),
  name,
]

/** Tells one visit of a screen from the next; what is opened over it is the same visit. */
export const visitOf = (state: HistoryState & { __TSR_key?: string | undefined }): string | undefined =>
  state.beneath ?? state.__TSR_key

/** What was left by going back: the browser takes a moment for it, and a second press must not go back twice. */
let left: HistoryState | undefined

/** Whether that is open, and how to open and close it. */
export function useOverlay(name: Overlay): [isOpen: boolean, setOpen: (open: boolean) => void] {
  const router = useRouter()
  const isOpen = useLocation({ select: ({ state }) => state.over?.includes(name) ?? false })
  const setOpen = useCallback(
    (open: boolean) => {
      const { state: now } = router.latestLocation
      const { over = [] } = now
      if (over.includes(name) === open || now === left) return
      if (!open) {
        left = now
        return router.history.back()
      }
      void router.navigate({
        to: '.',
        search: true,
        hash: true,
        state: (state) => ({ ...state, over: opened(over, name), beneath: visitOf(state) }),
        replace: over.some((other) => other !== STAYS),
        resetScroll: false,
      })
    },
    [router, name],
  )
  return [isOpen, setOpen]
}
