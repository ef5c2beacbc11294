import type { Room } from '@snug/contracts'
import { useTranslation } from 'react-i18next'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { MORE_HEIGHT, START_HEIGHT } from './heights.ts'
import type { Page } from './use-feed.ts'

interface TimelineStartProps {
  room: Room
  reachedStart: boolean
  older: Page
}

/** What stands above the oldest message held. */
export function TimelineStart({ room, reachedStart, older }: TimelineStartProps) {
  const { t } = useTranslation('timeline')
  return (
    <div className="timeline-start" style={{ height: START_HEIGHT }}>
      {reachedStart ? (
        <>
          <p className="timeline-start-name ellipsis" dir="auto">
            {room.name}
          </p>
          <p className="muted">{t('list.began')}</p>
        </>
      ) : (
        <More page={older} label={t('list.loadingOlder')} />
      )}
    </div>
  )
}

/** What stands below the newest message held, while there are newer ones. */
export function TimelineMore({ newer }: { newer: Page }) {
  const { t } = useTranslation('timeline')
  return (
    <div className="timeline-more" style={{ height: MORE_HEIGHT }}>
      <More page={newer} label={t('list.loadingNewer')} />
    </div>
  )
}

function More({ page, label }: { page: Page; label: string }) {
  if (page.isError) return <ProblemNote error={page.error} onRetry={() => page.mutate()} />
  return <Skeleton lines={2} label={label} />
}
