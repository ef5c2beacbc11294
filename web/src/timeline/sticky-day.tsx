import { useEffect, useState } from 'react'
import { dayName, sameDay } from '../ui/time.ts'
import { DAY_HEIGHT } from './heights.ts'
import type { Row } from './rows.ts'
import type { List } from './use-list.ts'

/** The day that one is inside of, at the top of the list, as long as its head is above. */
export function StickyDay({ list, rows }: { list: List; rows: readonly Row[] }) {
  const [shown, setShown] = useState<Date>()
  useEffect(() => {
    const scroller = list.scrollElement
    const look = () => {
      const day = dayAt(list, rows)
      setShown((now) => (now && day && sameDay(now, day) ? now : day))
    }
    look()
    scroller?.addEventListener('scroll', look, { passive: true })
    return () => scroller?.removeEventListener('scroll', look)
  }, [list, rows])
  if (!shown) return null
  return (
    <p className="sticky-day" aria-hidden>
      <span>{dayName(shown)}</span>
    </p>
  )
}

/** The day at the top of the screen; none where the head of a day is about to be there. */
function dayAt(list: List, rows: readonly Row[]): Date | undefined {
  const offset = list.scrollOffset ?? 0
  const top = list.getVirtualItemForOffset(offset)
  const next = list.getVirtualItemForOffset(offset + DAY_HEIGHT)
  const day = top && rows[top.index]?.at
  const isHead = (at: number | undefined, start: number | undefined) =>
    at !== undefined && rows[at]?.day && (start ?? 0) + DAY_HEIGHT > offset
  if (!day || isHead(top.index, top.start) || isHead(next?.index, next?.start)) return undefined
  return day
}
