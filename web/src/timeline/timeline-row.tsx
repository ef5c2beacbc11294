import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { dayName } from '../ui/time.ts'
import { MessageView } from './message.tsx'
import { PendingView } from './pending.tsx'
import { PostView } from './post.tsx'
import { RowPlace } from './row-place.ts'
import { type Row, seqOf } from './rows.ts'

interface TimelineRowProps {
  row: Row
  moderates: boolean
  isStop: boolean
  /** Given where it is to be edited at once, and called when that began. */
  onEditing?: (() => void) | undefined
}

/** One row, whatever it is, with what stands above it. */
export const TimelineRow = memo(function TimelineRow({ row, moderates, isStop, onEditing }: TimelineRowProps) {
  const { t } = useTranslation('timeline')
  const seq = seqOf(row)
  const place = useMemo(() => ({ seq, isStop }), [seq, isStop])
  return (
    <RowPlace value={place}>
      {row.day && (
        <h2 className="day-head">
          <span>{dayName(row.at)}</span>
        </h2>
      )}
      {row.unread && <p className="unread-line">{t('list.new')}</p>}
      {row.kind === 'message' && (
        <MessageView message={row.message} head={row.head} moderates={moderates} onEditing={onEditing} />
      )}
      {row.kind === 'pending' && <PendingView pending={row.pending} head={row.head} />}
      {row.kind === 'post' && <PostView post={row.post} head={row.head} />}
    </RowPlace>
  )
})
