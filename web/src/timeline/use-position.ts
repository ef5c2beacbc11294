import type { Feed, Store } from '@snug/client'
import type { ClientId } from '@snug/contracts'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Post } from '../posts/picture.ts'
import { topRowOf } from './heights.ts'
import { leave, type Place } from './places.ts'
import { indexOf, placeIn, type Row } from './rows.ts'
import type { Stay } from './use-feed.ts'
import type { List } from './use-list.ts'

/** A message that one went to is marked for this long. */
const MARKED_MS = 2_000

interface PositionNeeds {
  list: List
  rows: readonly Row[]
  stay: Stay
  frame: HTMLElement
  store: Store<Feed>
  atEnd: boolean
  focusRow: (at: number, scrolls?: boolean) => void
}

/** Takes the list to its place, and remembers where it was when the room is left. @returns the key of a row to mark */
export function usePosition({ list, rows, stay, frame, store, atEnd, focusRow }: PositionNeeds): string | undefined {
  const [marked, setMarked] = useState<string>()

  const arrive = useEffectEvent(({ place: asked, focus, step }: Stay) => {
    const place = placeIn(rows, asked)
    const at = indexOf(rows, place)
    if (place.kind === 'end') list.scrollToEnd()
    else if (place.kind === 'message') scrollToRow(list, at, 'center')
    else if (place.kind === 'unread' || step > 0) scrollToRow(list, topRowOf(rows, place), 'start')
    if (focus) focusRow(at, false)
    if (place.kind === 'message') setMarked(rows[at]?.key)
  })
  useLayoutEffect(() => arrive(stay), [stay])

  useEffect(() => {
    if (!marked) return
    const timer = setTimeout(() => setMarked(undefined), MARKED_MS)
    return () => clearTimeout(timer)
  }, [marked])

  const goAway = useEffectEvent(() => leave(store, atEnd ? undefined : placeOf(list, rows, frame.clientWidth)))
  useLayoutEffect(() => () => goAway(), [])
  return marked
}

/**
 * Goes to a row by its distance, which goes along with what comes in above. On its own way to a row the list aims at its number
 * for some frames, and that is another row's when a page has come meanwhile.
 */
function scrollToRow(list: List, at: number, align: 'center' | 'start'): void {
  const [offset] = list.getOffsetForIndex(at, align) ?? []
  if (offset !== undefined) list.scrollToOffset(offset)
}

function placeOf(list: List, rows: readonly Row[], width: number) {
  const offset = list.scrollOffset ?? 0
  const top = list.getVirtualItemForOffset(offset)
  const row = top && rows[top.index]
  return row && { kind: 'left' as const, key: row.key, into: offset - top.start, width, sizes: list.takeSnapshot() }
}

/** Goes to the end when I say something from here, wherever one reads. What waits from before does not count. */
export function useGoWithMine(feed: Feed, posts: readonly Post[], goTo: (place: Place, focus: boolean) => void): void {
  const [openedAt] = useState(() => Date.now())
  const known = useRef(new Set<ClientId>())
  const go = useEffectEvent(() => goTo({ kind: 'end' }, false))
  useEffect(() => {
    const mine = [
      ...feed.pending.map((it) => [it.clientId, it.queuedAt] as const),
      ...posts.map((it) => [it.clientId, it.startedAt] as const),
    ]
    const fresh = mine.filter(([clientId, at]) => !known.current.has(clientId) && at.getTime() >= openedAt)
    for (const [clientId] of mine) known.current.add(clientId)
    if (fresh.length > 0) go()
  }, [feed.pending, posts, openedAt])
}
