import { useEffect, useRef } from 'react'
import { preferences } from '../preferences/preferences.ts'
import { actOf, chordOf, isFirst, isLetter } from './chord.ts'
import { isMac } from './is-mac.ts'
import { useActs } from './use-acts.ts'

/** How long after the first of two keys the second counts, in ms. */
const SECOND_WITHIN_MS = 1_500

/** Listens for the keys that work everywhere. Draws nothing. */
export default function Keys() {
  const { acts, closePanel } = useActs()
  const first = useRef<{ chord: string; at: number }>(undefined)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isCovered()) return
      const chord = chordOf(event, isMac)
      if (isLetter(chord) && (!preferences.get().letterKeys || isWriting(event.target))) return
      const before = first.current && event.timeStamp - first.current.at < SECOND_WITHIN_MS ? first.current.chord : ''
      if (!/^(Shift|Control|Alt|Meta)$/.test(event.key))
        first.current = isFirst(chord) ? { chord, at: event.timeStamp } : undefined
      const act = actOf(chord, before)
      if (act && acts[act]() !== false) event.preventDefault()
    }
    // The panel lies on top of the time line, which has a meaning for Esc too; who writes or is at a notice has theirs before both.
    const beforeAll = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isCovered() || hasItsOwn(event.target) || !closePanel()) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', beforeAll, { capture: true })
    window.addEventListener('keydown', onKeyDown)
    return () => {
      window.removeEventListener('keydown', beforeAll, { capture: true })
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [acts, closePanel])
  return null
}

/** What lies over the page has the keys for itself. */
const isCovered = () => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

const hasItsOwn = (target: EventTarget | null) =>
  isWriting(target) || (target instanceof HTMLElement && target.closest('.toaster') !== null)

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'))
