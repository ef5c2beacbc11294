import type { Room } from '@snug/contracts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { dayName } from '../ui/time.ts'
import { MessageView } from './message.tsx'
import { PendingView } from './pending.tsx'
import { PostView } from './post.tsx'
import type { Row } from './rows.ts'
import type { useFeed } from './use-feed.ts'

interface TimelineRowProps {
  row: Row
  room: Room
  reachedStart: boolean
  older: ReturnType<typeof useFeed>['older']
}

/** One row, whatever it is. */
export function TimelineRow({ row, room, reachedStart, older }: TimelineRowProps) {
  switch (row.kind) {
    case 'start':
      return <Start room={room} reachedStart={reachedStart} older={older} />
    case 'day':
      return (
        <h2 className="day-head">
          <span>{dayName(row.day)}</span>
        </h2>
      )
    case 'unread':
      return <p className="unread-line">New</p>
    case 'message':
      return <MessageView message={row.message} head={row.head} room={room} />
    case 'pending':
      return <PendingView pending={row.pending} head={row.head} />
    case 'post':
      return <PostView post={row.post} head={row.head} />
  }
}

/** A guess at the height of a row in px, until it has been drawn and measured. */
export function heightOf(row: Row | undefined): number {
  if (row?.kind === 'message') return 40 + (row.head ? 24 : 0) + (row.message.photos.length > 0 ? 320 : 0)
  return row?.kind === 'post' ? 240 : 56
}

/** What stands above the oldest message held. */
function Start({ room, reachedStart, older }: Omit<TimelineRowProps, 'row'>) {
  if (older.isError) return <ProblemNote error={older.error} onRetry={() => older.mutate()} />
  if (!reachedStart) return <p className="timeline-start muted">Loading earlier messages…</p>
  return (
    <div className="timeline-start">
      <p className="timeline-start-name" dir="auto">
        {room.name}
      </p>
      <p className="muted">
        {room.lastSeq === 0
          ? 'Nothing has been said here yet. Add some pictures, or say hello.'
          : 'This is where it began.'}
      </p>
    </div>
  )
}
