import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { DAY_HEIGHT, END_HEIGHT, heightOf, MORE_HEIGHT, offsetOf, START_HEIGHT } from './heights.ts'
import type { Place } from './places.ts'
import { placeIn, type Row } from './rows.ts'
import { useBottom } from './use-bottom.ts'

export type List = Virtualizer<HTMLDivElement, HTMLDivElement>

/** Within this many px of the end one is at the end, and new messages move the view. */
export const NEAR_END = 80
/** Where the window ends before the newest, no distance is near: more comes in below, and what one reads stays. */
const NEVER = -1
/** Rows drawn above and below the screen. */
const OVERSCAN = 10

interface ListNeeds {
  rows: readonly Row[]
  reachedEnd: boolean
  /** Where it begins. */
  place: Place
  /** What it fills. */
  frame: HTMLElement
  /** The key of a row that stays drawn wherever one scrolls, for it has the focus. */
  current: string | undefined
}

/** The list of rows, of which those near the screen are drawn. It is drawn at its place at once, by what heights may be. */
export function useList({ rows, reachedEnd, place, frame, current }: ListNeeds) {
  const scroller = useRef<HTMLDivElement>(null)
  useBottom(scroller)
  const [{ clientWidth: width, clientHeight: height }] = useState(frame)
  const [sizes] = useState(() => (place.kind === 'left' && place.width === width ? place.sizes : []))
  const list: List = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((at: number) => rows[at]?.key ?? at, [rows]),
    estimateSize: (at) => heightOf(rows[at], frame.clientWidth),
    rangeExtractor: useCallback((range: Range) => withCurrent(range, rows, current), [rows, current]),
    initialRect: { width, height },
    initialMeasurementsCache: sizes,
    initialOffset: () => {
      const known = new Map(sizes.map(({ key, size }) => [key, size]))
      return offsetOf(
        rows,
        placeIn(rows, place),
        height,
        (at) => known.get(rows[at]?.key ?? at) ?? heightOf(rows[at], width),
      )
    },
    anchorTo: 'end',
    followOnAppend: reachedEnd,
    scrollEndThreshold: reachedEnd ? NEAR_END : NEVER,
    overscan: OVERSCAN,
    paddingStart: START_HEIGHT,
    paddingEnd: reachedEnd ? END_HEIGHT : MORE_HEIGHT,
    scrollPaddingStart: DAY_HEIGHT,
    scrollPaddingEnd: END_HEIGHT,
  })
  // What came above the row that was the first may be on the screen, and that row loses the head of its day: until they
  // are measured, which is so in the next frame, what stands below stays.
  const first = rows[0]?.key
  const wasFirst = useRef<string>(undefined)
  useLayoutEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        wasFirst.current = undefined
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      wasFirst.current = first
    }
  }, [first])
  list.shouldAdjustScrollPositionOnItemSizeChange = ({ index, start }) =>
    start < (list.scrollOffset ?? 0) ||
    (wasFirst.current !== undefined && index <= rows.findIndex(({ key }) => key === wasFirst.current))
  return { list, scroller }
}

function withCurrent(range: Range, rows: readonly Row[], current: string | undefined): number[] {
  const drawn = defaultRangeExtractor(range)
  const at = current === undefined ? -1 : rows.findIndex(({ key }) => key === current)
  return at < 0 || drawn.includes(at) ? drawn : [...drawn, at].sort((a, b) => a - b)
}
