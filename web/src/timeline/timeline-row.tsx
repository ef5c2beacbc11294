import { dayName } from '../ui/time.ts'
import { MessageView } from './message.tsx'
import { PendingView } from './pending.tsx'
import { PostView } from './post.tsx'
import type { Row } from './rows.ts'

/** One row, whatever it is, with what stands above it. */
export function TimelineRow({ row, moderates }: { row: Row; moderates: boolean }) {
  return (
    <>
      {row.day && (
        <h2 className="day-head">
          <span>{dayName(row.day)}</span>
        </h2>
      )}
      {row.unread && <p className="unread-line">New</p>}
      {row.kind === 'message' && <MessageView message={row.message} head={row.head} moderates={moderates} />}
      {row.kind === 'pending' && <PendingView pending={row.pending} head={row.head} />}
      {row.kind === 'post' && <PostView post={row.post} head={row.head} />}
    </>
  )
}

/** The longest line of text in characters, and px around it. */
const LINE = 72
const CHARACTER = 8.5
const AROUND = 110
const LINE_HEIGHT = 24
const PICTURES = 0.75

/** A guess at the height of a row in px, in a list `width` px wide, until it has been drawn and measured. */
export function heightOf(row: Row | undefined, width: number): number {
  if (!row) return 0
  const [text, count] = contentOf(row)
  const perLine = Math.max(1, Math.min(LINE, (width - AROUND) / CHARACTER))
  const lines =
    text === '' ? 0 : text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0)
  const pictures = count > 0 ? Math.min(width, 640) * PICTURES : 0
  return 4 + (row.day ? 52 : 0) + (row.head ? 36 : 0) + lines * LINE_HEIGHT + pictures
}

function contentOf(row: Row): [text: string, pictures: number] {
  if (row.kind === 'post') return [row.post.text, row.post.pictures.length]
  const { text, photos } = row.kind === 'message' ? row.message : row.pending
  return [text, photos.length]
}
