import type { RoomId } from '@snug/contracts'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { monthName } from '../ui/time.ts'
import { EmptyWall } from './empty-wall.tsx'
import { dayIn } from './months.ts'
import { MonthMenu, Ruler } from './ruler.tsx'
import { useWall } from './use-wall.ts'
import { useSteadyPlace, useWanted, useWindow } from './use-window.ts'
import { monthAt, near, rowHeight, type WallMonth, wallLayout } from './wall-layout.ts'
import { WallTile } from './wall-tile.tsx'
import './wall.css'

/** All pictures of a room by month, the newest first. Only what is near the window is drawn, and loaded. */
export function Wall({ roomId }: { roomId: RoomId }) {
  const { t } = useTranslation('wall')
  const scroller = useRef<HTMLDivElement>(null)
  const seen = useWindow(scroller)
  const [visible, setVisible] = useState<readonly string[]>([])
  const { list, months, failed } = useWall(roomId, useWanted(visible))
  const layout = useMemo(() => wallLayout(months, seen.width), [months, seen.width])
  const drawn = useMemo(() => near(layout, seen.top, seen.height), [layout, seen])
  const names = drawn.map(({ month }) => month)
  if (names.join() !== visible.join()) setVisible(names)
  useSteadyPlace(scroller, layout)

  const ruled = { months: layout.months, current: monthAt(layout, seen.top + rowHeight(seen.width)) }
  const jump = (month: string) => {
    const top = layout.months.find((other) => other.month === month)?.top
    if (top !== undefined) scroller.current?.scrollTo({ top, behavior: 'instant' })
  }
  const focusOn = useFocusOnHead(drawn)
  const nothing = list.isSuccess && layout.months.length === 0
  return (
    <div className="wall">
      {layout.months.length > 1 && <MonthMenu {...ruled} onJump={jump} />}
      <div className="wall-body">
        <div ref={scroller} className="wall-scroller">
          {list.isPending && <Skeleton lines={6} label={t('loading')} />}
          <ProblemNote error={list.error ?? failed?.error} onRetry={() => void (failed ?? list).refetch()} />
          {nothing && <EmptyWall roomId={roomId} />}
          <div className="wall-months" style={{ height: layout.height }}>
            {seen.width > 0 && drawn.map((month) => <Month key={month.month} {...month} width={seen.width} />)}
          </div>
        </div>
        {layout.months.length > 1 && (
          <Ruler
            {...ruled}
            onJump={(month) => {
              jump(month)
              focusOn(month)
            }}
          />
        )}
      </div>
    </div>
  )
}

/** From the head of the month that was chosen one goes on by keyboard; it may be drawn only a moment later. */
function useFocusOnHead(drawn: readonly WallMonth[]): (month: string) => void {
  const wanted = useRef<string>(undefined)
  const look = () => {
    const head = wanted.current && document.getElementById(headId(wanted.current))
    if (!head) return
    wanted.current = undefined
    head.focus({ preventScroll: true })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks again when something else is drawn
  useEffect(look, [drawn])
  return (month) => {
    wanted.current = month
    look()
  }
}

const headId = (month: string) => `wall-${month}`

function Month({ month, count, top, height, rows, width }: WallMonth & { width: number }) {
  const { t } = useTranslation('wall')
  return (
    <section className="wall-month" style={{ top, height }} aria-labelledby={headId(month)} aria-busy={!rows}>
      <h2 id={headId(month)} tabIndex={-1}>
        {monthName(dayIn(month))} <span className="muted">{t('pictures', { count })}</span>
      </h2>
      {rows ? (
        <ul aria-label={monthName(dayIn(month))}>
          {rows.flatMap(({ y, height, tiles }) =>
            tiles.map((tile) => <WallTile key={tile.shown.photo.id} {...tile} y={y} height={height} />),
          )}
        </ul>
      ) : (
        <div className="wall-waiting" style={{ backgroundSize: `100% ${rowHeight(width) + 4}px` }} />
      )}
    </section>
  )
}
