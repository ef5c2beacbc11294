import type { ProfileId } from '@snug/contracts'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { TabStop } from '../ui/tab-stop.ts'
import { dayName } from '../ui/time.ts'
import { MessageView } from './message.tsx'
import { PendingView } from './pending.tsx'
import { PostView } from './post.tsx'
import { RowSeq } from './row-seq.ts'
import { type Row, seqOf } from './rows.ts'
import { SeenBy } from './seen-by.tsx'

interface TimelineRowProps {
  row: Row
  moderates: boolean
  /** Tab stops at it, and at no other row. */
  isStop: boolean
  /** Who has read up to here and no further. */
  seenBy: readonly ProfileId[] | undefined
  /** Given where it is to be edited at once, and called when that began. */
  onEditing?: (() => void) | undefined
}

/** One row, whatever it is, with what stands above it. */
export const TimelineRow = memo(function TimelineRow({ row, moderates, isStop, seenBy, onEditing }: TimelineRowProps) {
  const { t } = useTranslation('timeline')
  return (
    <TabStop value={isStop}>
      {row.day && (
        <h2 className="day-head">
          <span>{dayName(row.at)}</span>
        </h2>
      )}
      {row.unread && <p className="unread-line">{t('list.new')}</p>}
      <RowSeq value={seqOf(row)}>
        {row.kind === 'message' && (
          <MessageView message={row.message} head={row.head} moderates={moderates} onEditing={onEditing} />
        )}
        {row.kind === 'pending' && <PendingView pending={row.pending} head={row.head} />}
        {row.kind === 'post' && <PostView post={row.post} head={row.head} />}
      </RowSeq>
      {seenBy && <SeenBy people={seenBy} />}
    </TabStop>
  )
})
