import { lastSeq } from '@snug/client'
import type { Room } from '@snug/contracts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { usePostsOf } from '../posts/desk.tsx'
import { useMe } from '../session/session.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { lastSeqUpTo, rowsOf } from './rows.ts'
import { heightOf, TimelineRow } from './timeline-row.tsx'
import { START_HEIGHT, TimelineStart } from './timeline-start.tsx'
import { useFeed } from './use-feed.ts'
import { useReadMark } from './use-read-mark.ts'
import './timeline.css'

/** Within this many px of the end one is at the end, and new messages move the view. */
const NEAR_END = 80
/** Rows from the top at which the page before is asked for. */
const NEAR_START = 8

/** What was said, the newest at the bottom. History comes in above without moving what one reads. */
export function Timeline({ room }: { room: Room }) {
  const { feed, newest, older } = useFeed(room)
  if (feed.loaded) return <Rows room={room} feed={feed} older={older} />
  return (
    <div className="timeline timeline-waiting">
      {newest.error ? (
        <ProblemNote error={newest.error} onRetry={() => void newest.refetch()} />
      ) : (
        <Skeleton lines={8} label="Loading messages" />
      )}
    </div>
  )
}

type RowsProps = { room: Room } & Pick<ReturnType<typeof useFeed>, 'feed' | 'older'>

function Rows({ room, feed, older }: RowsProps) {
  const me = useMe()
  const posts = usePostsOf(room.id)
  // The line stays where it was when the room was opened, until it is left.
  const [readSeq] = useState(() => (room.me && room.me.unreadCount > 0 ? room.me.readSeq : undefined))
  const rows = useMemo(() => rowsOf(feed, posts, readSeq, me.id), [feed, posts, readSeq, me.id])
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (at) => rows[at]?.key ?? at,
    estimateSize: (at) => heightOf(rows[at], scroller.current?.clientWidth ?? 640),
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
    overscan: 10,
    paddingStart: START_HEIGHT,
    paddingEnd: 12,
  })
  // A row changes its height for good reasons only, such as losing its head to history above: what one reads stays.
  list.shouldAdjustScrollPositionOnItemSizeChange = ({ start }) => start < (list.scrollOffset ?? 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the room opens
  useLayoutEffect(() => {
    const unread = rows.findIndex((row) => row.unread)
    if (unread >= 0) list.scrollToIndex(Math.max(0, unread - 1), { align: 'start' })
    else list.scrollToEnd()
  }, [])

  const mine = feed.pending.length + posts.length
  const mineBefore = useRef(mine)
  useEffect(() => {
    if (mine > mineBefore.current) list.scrollToEnd()
    mineBefore.current = mine
  }, [mine, list])

  const { startIndex = rows.length, endIndex = 0 } = list.range ?? {}
  const { mutate: loadOlder, isIdle, isSuccess } = older
  const wantsOlder = startIndex < NEAR_START && !feed.reachedStart && (isIdle || isSuccess)
  useEffect(() => {
    if (wantsOlder) loadOlder()
  }, [wantsOlder, loadOlder])

  const moderates = room.me !== null && room.me.role !== 'member'
  const atEnd = list.isAtEnd(NEAR_END)
  useReadMark(room, lastSeqUpTo(rows, endIndex))
  return (
    <div className="timeline">
      <div
        ref={scroller}
        className="timeline-scroller"
        role="log"
        aria-live="off"
        aria-label={`Messages in ${room.name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className="timeline-rows" style={{ height: list.getTotalSize() }}>
          <TimelineStart room={room} reachedStart={feed.reachedStart} older={older} />
          {list.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index]
            return (
              <div
                key={key}
                ref={list.measureElement}
                data-index={index}
                className="timeline-row"
                style={{ transform: `translateY(${start}px)` }}
              >
                {row && <TimelineRow row={row} moderates={moderates} />}
              </div>
            )
          })}
        </div>
      </div>
      <NewBelow atEnd={atEnd} feed={feed} onClick={() => list.scrollToEnd()} />
    </div>
  )
}

/** Says how much came below while one reads above. */
function NewBelow({ atEnd, feed, onClick }: { atEnd: boolean; feed: RowsProps['feed']; onClick: () => void }) {
  const me = useMe()
  const newest = lastSeq(feed)
  const [seen, setSeen] = useState(newest)
  useEffect(() => {
    if (atEnd) setSeen(newest)
  }, [atEnd, newest])
  if (atEnd) return null
  const count = feed.messages.filter(({ seq, authorId }) => seq > seen && authorId !== me.id).length
  return (
    <button
      type="button"
      className="new-below"
      onClick={onClick}
      aria-label={count ? `${count} new, go to the end` : 'Go to the newest'}
    >
      {count > 0 && `${count} new`} <ArrowDown aria-hidden />
    </button>
  )
}
