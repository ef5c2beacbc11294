import type { Room } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { publicRoomsQuery } from '../rooms/rooms.ts'
import { useJoin } from '../rooms/use-join.ts'
import { PageHead } from '../ui/page-head.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './public-rooms.css'

/** The rooms that everybody may join. */
export function PublicRooms() {
  const { data: rooms, error, refetch } = useQuery(publicRoomsQuery)
  return (
    <div className="page">
      <PageHead title="Discover rooms" />
      <div className="page-body">
        <ProblemNote error={!rooms && error} onRetry={() => void refetch()} />
        {!rooms && !error && <Skeleton lines={4} label="Loading public rooms" />}
        {rooms?.length === 0 && (
          <p className="empty">There is no public room yet. Make one, and tick “Public” so that others find it here.</p>
        )}
        <ul className="public-rooms" aria-label="Public rooms">
          {rooms?.map((room) => (
            <li key={room.id} className="public-room">
              <PublicRoom room={room} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function PublicRoom({ room }: { room: Room }) {
  const join = useJoin(room)
  return (
    <>
      <div className="public-room-words">
        <h2 dir="auto">{room.name}</h2>
        {room.topic && <p dir="auto">{room.topic}</p>}
        <p className="muted public-room-size">
          <Users aria-hidden /> {room.memberCount} {room.memberCount === 1 ? 'member' : 'members'}
        </p>
        <ProblemNote error={join.error} />
      </div>
      {room.me ? (
        <Link to="/r/$roomId" params={{ roomId: room.id }} className="button" aria-label={`Open ${room.name}`}>
          Open
        </Link>
      ) : (
        <button
          type="button"
          className="button primary"
          aria-label={`Join ${room.name}`}
          disabled={join.isPending}
          onClick={() => join.mutate()}
        >
          Join
        </button>
      )}
    </>
  )
}
