import { Problem } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../ui/page-head.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'

interface NoRoomProps {
  error: unknown
  onRetry: () => void
  /** What the room is called that I was in until just now. */
  left: string | undefined
}

/** In the place of a room that cannot be shown: why, and where to go. */
export function NoRoom({ error, onRetry, left }: NoRoomProps) {
  const { t } = useTranslation('app')
  const isGone = error instanceof Problem && error.status === 404
  if (!isGone)
    return (
      <div className="page">
        <PageHead title={t('roomNotLoaded')} />
        <div className="page-body">
          <ProblemNote error={error} onRetry={onRetry} />
        </div>
      </div>
    )
  return (
    <div className="page">
      <PageHead title={t(left ? 'noLongerIn' : 'roomNotHere')} />
      <div className="page-body">
        <p role="alert">{left ? t('noLongerInWhy', { room: left }) : t('roomNotHereWhy')}</p>
        <Link to="/" className="button">
          {t('toMyRooms')}
        </Link>
      </div>
    </div>
  )
}
