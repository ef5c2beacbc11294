import type { Room } from '@snug/contracts'
import { ProblemNote } from '../ui/problem-note.tsx'
import type { useFeed } from './use-feed.ts'

/** What it stands in, in px; the list begins below it. */
export const START_HEIGHT = 136

interface TimelineStartProps {
  room: Room
  reachedStart: boolean
  older: ReturnType<typeof useFeed>['older']
}

/** What stands above the oldest message held. */
export function TimelineStart({ room, reachedStart, older }: TimelineStartProps) {
  return (
    <div className="timeline-start" style={{ height: START_HEIGHT }}>
      {reachedStart ? (
        <>
          <p className="timeline-start-name ellipsis" dir="auto">
            {room.name}
          </p>
          <p className="muted">
            {room.lastSeq === 0
              ? 'Nothing has been said here yet. Add some pictures, or say hello.'
              : 'This is where it began.'}
          </p>
        </>
      ) : older.isError ? (
        <ProblemNote error={older.error} onRetry={() => older.mutate()} />
      ) : (
        <p className="muted">Loading earlier messages…</p>
      )}
    </div>
  )
}
