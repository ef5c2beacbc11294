import type { Seq } from '@snug/contracts'
import { type FocusEvent, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { usePreferences } from '../preferences/preferences.ts'
import { type Move, moveOf } from './moves.ts'
import type { Place } from './places.ts'
import type { Row } from './rows.ts'
import type { List } from './use-list.ts'

/** Where keys mean text, or something of their own. */
const OWN_KEYS = 'input, textarea, select, [contenteditable], [role=menu], [role=dialog]'

interface RowFocusNeeds {
  list: List
  rows: readonly Row[]
  current: string | undefined
  setCurrent: (key: string) => void
  /** Up to where I had read when the room was opened, if there was something new. */
  readSeq: Seq | undefined
  goTo: (place: Place) => void
  markAllRead: () => void
}

/** Moves the focus from message to message by keys. @returns what gives it to a row */
export function useRowFocus({ list, rows, current, setCurrent, readSeq, goTo, markAllRead }: RowFocusNeeds) {
  const wanted = useRef<string>(undefined)

  const focusRow = (at: number, scrolls = true) => {
    const row = rows[at]
    if (!row) return
    wanted.current = row.key
    setCurrent(row.key)
    if (scrolls) list.scrollToIndex(at, { align: isTall(list, at) ? 'start' : 'auto' })
  }

  // A row far away is drawn first, and then has the focus.
  useLayoutEffect(() => {
    const article = wanted.current && list.elementsCache.get(wanted.current)?.querySelector('article')
    if (!article) return
    wanted.current = undefined
    article.focus({ preventScroll: true })
  })

  const go = (move: Move) => {
    const unread = rows.findIndex((row) => row.unread)
    if (move === 'read') markAllRead()
    else if (move === 'last') goTo({ kind: 'end' })
    else if (move === 'first') focusRow(0)
    else if (move !== 'unread') focusRow(nextTo(move, list, rows, current))
    else if (unread >= 0) focusRow(unread)
    else if (readSeq !== undefined) goTo({ kind: 'unread', readSeq })
  }

  const { letterKeys } = usePreferences()
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event
    if (event.defaultPrevented || !(target instanceof Element) || target.closest(OWN_KEYS)) return
    const inside = list.scrollElement?.contains(target)
    const move = moveOf(event, letterKeys)
    if (!move || !(inside || (target.matches('body, main, main h1') && move !== 'read'))) return
    event.preventDefault()
    go(move)
  })
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  const onFocus = ({ target }: FocusEvent) => {
    const index = target.closest('[data-index]')?.getAttribute('data-index')
    const row = rows[Number(index ?? -1)]
    if (row) setCurrent(row.key)
  }
  return { focusRow, onFocus }
}

/** Beside the row that has the focus; without one, the screen is entered at its near side. */
function nextTo(move: 'previous' | 'next', list: List, rows: readonly Row[], current: string | undefined): number {
  const isFocused = list.scrollElement?.querySelector('.timeline-row :focus, .timeline-row:focus-within') != null
  const at = isFocused ? rows.findIndex(({ key }) => key === current) : -1
  if (at >= 0) return Math.min(Math.max(at + (move === 'next' ? 1 : -1), 0), rows.length - 1)
  const { startIndex = 0, endIndex = 0 } = list.range ?? {}
  return move === 'next' ? startIndex : endIndex
}

const isTall = (list: List, at: number) => (list.measurementsCache[at]?.size ?? 0) > (list.scrollRect?.height ?? 0)
