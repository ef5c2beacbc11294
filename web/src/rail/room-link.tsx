import type { Room } from '@snug/contracts'
import { Link } from '@tanstack/react-router'
import { Globe, Lock } from 'lucide-react'
import { shortTime } from '../ui/time.ts'

const MOST_SHOWN = 99

/** A room in the rail; its unread messages are said in words as well as in colour. */
export function RoomLink({ room }: { room: Room }) {
  const unread = room.me?.unreadCount ?? 0
  const Sign = room.visibility === 'public' ? Globe : Lock
  return (
    <Link to="/r/$roomId" params={{ roomId: room.id }} className="rail-room" data-unread={unread > 0 || undefined}>
      <Sign aria-hidden className="rail-room-sign" />
      <span className="ellipsis" dir="auto">
        {room.name} {unread > 0 && <span className="visually-hidden">{unread} unread</span>}
      </span>
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
