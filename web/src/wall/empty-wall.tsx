import type { RoomId } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { Images } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Why there is nothing, and what to do about it. */
export function EmptyWall({ roomId }: { roomId: RoomId }) {
  const { t } = useTranslation('wall')
  return (
    <div className="wall-empty">
      <Images aria-hidden />
      <h2>{t('empty')}</h2>
      <p className="muted">{t('howToAdd')}</p>
      <Link to="/r/$roomId" params={{ roomId }} className="button primary">
        {t('toRoom')}
      </Link>
    </div>
  )
}
