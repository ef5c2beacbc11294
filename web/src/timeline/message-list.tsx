import type { Feed, Store } from '@snug/client'
import type { Room, Seq } from '@snug/contracts'
import { type ReactNode, type Ref, useCallback, useImperativeHandle, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePostsOf } from '../posts/desk.tsx'
import { useMe } from '../session/session.ts'
import { NewBelow } from './new-below.tsx'
import type { Place } from './places.ts'
import { lastSeqUpTo, myLast, rowsOf, seqOf } from './rows.ts'
import { useSeenMarks } from './seen-marks.ts'
import { StickyDay } from './sticky-day.tsx'
import { TimelineRow } from './timeline-row.tsx'
import { TimelineMore, TimelineStart } from './timeline-start.tsx'
import type { Page, Stay } from './use-feed.ts'
import { NEAR_END, useList } from './use-list.ts'
import { useGoWithMine, usePosition } from './use-position.ts'
import { useMarkRead, useReadMark } from './use-read-mark.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useWindow } from './use-window.ts'

/** What can be asked of the time line from outside. */
export interface TimelineHandle {
  /** Opens my last message for a change, if the end is here. */
  editLast: () => void
}

interface MessageListProps {
  handle: Ref<TimelineHandle> | undefined
  room: Room
  store: Store<Feed>
  feed: Feed
  older: Page
  newer: Page
  stay: Stay
  goTo: (place: Place, focus?: boolean) => void
  /** Up to where I had read when the room was opened, if there was something new. */
  readSeq: Seq | undefined
  /** What the list fills. */
  frame: HTMLDivElement
  /** What stands here while nothing was said. */
  empty: ReactNode
}

/** The rows of a window, of which those near the screen are drawn. */
export function MessageList(props: MessageListProps) {
  const { room, store, feed, older, newer, stay, goTo, readSeq, frame } = props
  const { t } = useTranslation('timeline')
  const me = useMe()
  const posts = usePostsOf(room.id)
  const rows = useMemo(() => rowsOf(feed, posts, readSeq, me.id), [feed, posts, readSeq, me.id])
  const [current, setCurrent] = useState<string>()
  const { list, scroller } = useList({ rows, reachedEnd: feed.reachedEnd, place: stay.place, frame, current })
  const { startIndex: first = 0, endIndex: last = 0 } = list.range ?? {}
  const items = list.getVirtualItems()

  const height = list.scrollRect?.height ?? frame.clientHeight
  const atEnd = feed.reachedEnd && list.getTotalSize() - height - (list.scrollOffset ?? 0) <= NEAR_END
  const newest = Math.max(room.lastSeq, feed.newest)
  const shown = lastSeqUpTo(rows, last)
  const markRead = useMarkRead(room.id)
  const seen = useSeenMarks(room, feed)
  useReadMark(room, shown)
  useWindow({ roomId: room.id, feed, count: rows.length, first, last, older, newer })
  useGoWithMine(feed, posts, goTo)
  const { focusRow, onFocus } = useRowFocus({
    ...{ list, rows, current, setCurrent, readSeq, goTo },
    markAllRead: () => markRead(newest),
  })
  const marked = usePosition({ list, rows, stay, frame, store, atEnd, focusRow })

  const [edited, setEdited] = useState<string>()
  const onEditing = useCallback(() => setEdited(undefined), [])
  const editLast = () => {
    const at = feed.reachedEnd ? myLast(rows, me.id) : -1
    if (at < 0) return
    list.scrollToIndex(at)
    setEdited(rows[at]?.key)
  }
  useImperativeHandle(props.handle, () => ({ editLast }))

  const isDrawn = items.some(({ key }) => key === current)
  const stop = isDrawn ? current : rows[Math.min(last, rows.length - 1)]?.key
  const moderates = room.me !== null && room.me.role !== 'member'
  return (
    <>
      <div
        ref={scroller}
        className="timeline-scroller"
        role="log"
        aria-live="off"
        aria-label={t('list.name', { room: room.name })}
        tabIndex={-1}
        onFocus={onFocus}
      >
        {rows.length === 0 && props.empty ? (
          props.empty
        ) : (
          <div className="timeline-rows" style={{ height: list.getTotalSize() }}>
            <TimelineStart room={room} reachedStart={feed.reachedStart} older={older} />
            {items.map(({ index, key, start }) => {
              const row = rows[index]
              return (
                <div
                  key={key}
                  ref={list.measureElement}
                  data-index={index}
                  data-marked={key === marked || undefined}
                  className="timeline-row"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {row && (
                    <TimelineRow
                      row={row}
                      moderates={moderates}
                      isStop={row.key === stop}
                      seenBy={seen.get(seqOf(row) ?? 0)}
                      onEditing={row.key === edited ? onEditing : undefined}
                    />
                  )}
                </div>
              )
            })}
            {!feed.reachedEnd && <TimelineMore newer={newer} />}
          </div>
        )}
      </div>
      <StickyDay list={list} rows={rows} />
      <NewBelow
        {...{ feed, newest, atEnd }}
        me={me.id}
        readSeq={room.me?.readSeq ?? 0}
        shown={atEnd ? newest : shown}
        onClick={() => goTo({ kind: 'end' })}
      />
    </>
  )
}
