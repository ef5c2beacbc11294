import type { Room } from '@snug/contracts'
import { ImagePlus, UserPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'

interface EmptyRoomProps {
  room: Room
  onAddPictures: () => void
  /** None for whoever may invite nobody. */
  onInvite: (() => void) | undefined
}

/** A room in which nothing has been said yet, and what to do about that. */
export function EmptyRoom({ room, onAddPictures, onInvite }: EmptyRoomProps) {
  const { t } = useTranslation('timeline')
  return (
    <div className="empty-room">
      <p className="timeline-start-name" dir="auto">
        {room.name}
      </p>
      <p className="muted">{t('empty.sentence')}</p>
      <div className="empty-room-ways">
        <button type="button" className="button primary" onClick={onAddPictures}>
          <ImagePlus aria-hidden /> {t('empty.addPictures')}
        </button>
        {onInvite && (
          <button type="button" className="button" onClick={onInvite}>
            <UserPlus aria-hidden /> {t('empty.invite')}
          </button>
        )}
      </div>
    </div>
  )
}
