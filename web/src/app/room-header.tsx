import type { Room } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { Images, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { BackLink } from '../ui/back-link.tsx'

interface RoomHeaderProps {
  room: Room
  membersShown: boolean
  onMembers: () => void
}

/** What this room is, and who is in it. */
export function RoomHeader({ room, membersShown, onMembers }: RoomHeaderProps) {
  const { t } = useTranslation('app')
  return (
    <header className="room-head">
      <BackLink />
      <div className="room-head-words">
        <h1 className="ellipsis" dir="auto" title={room.name}>
          {room.name}
        </h1>
        {room.topic && (
          <p className="muted ellipsis" dir="auto" title={room.topic}>
            {room.topic}
          </p>
        )}
      </div>
      <Link
        to="/r/$roomId/wall"
        params={{ roomId: room.id }}
        className="icon-button"
        aria-label={t('photoWall')}
        title={t('photoWall')}
        preload="intent"
      >
        <Images />
      </Link>
      <button
        type="button"
        className="button members-button"
        aria-expanded={membersShown}
        aria-label={t('membersOf', { count: room.memberCount })}
        onClick={onMembers}
      >
        <Users aria-hidden /> {room.memberCount}
      </button>
    </header>
  )
}
