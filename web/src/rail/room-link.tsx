import type { Room } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { AtSign, Globe, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMentioned } from '../rooms/mentions.ts'
import { shortTime } from '../ui/time.ts'
import { useWay } from './use-way.ts'

const MOST_SHOWN = 99

/** A room in the rail; its unread messages, and whether one names me, are said in words as well as in colour. */
export function RoomLink({ room }: { room: Room }) {
  const { t } = useTranslation('rail')
  const way = useWay()
  const mentioned = useMentioned(room)
  const unread = room.me?.unreadCount ?? 0
  const Sign = room.visibility === 'public' ? Globe : Lock
  return (
    <Link
      to="/r/$roomId"
      params={{ roomId: room.id }}
      {...way}
      className="rail-room"
      data-unread={unread > 0 || undefined}
    >
      <Sign aria-hidden className="rail-room-sign" />
      <span className="ellipsis" dir="auto">
        {room.name}
        {unread > 0 && <span className="visually-hidden"> {t('unread', { count: unread })}</span>}
        {mentioned && <span className="visually-hidden">, {t('namesYou')}</span>}
      </span>
      {mentioned && (
        <span className="mentioned" aria-hidden title={t('namesYou')}>
          <AtSign />
        </span>
      )}
      {unread > 0 ? (
        <span className="unread" aria-hidden>
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      ) : (
        <time className="muted" aria-hidden dateTime={room.lastActiveAt.toISOString()}>
          {shortTime(room.lastActiveAt)}
        </time>
      )}
    </Link>
  )
}
