import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Compass, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { useMe } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RoomLink } from './room-link.tsx'
import './rail.css'

const CreateRoom = lazy(() => import('./create-room.tsx'))

/** The way to everywhere: my rooms, the public ones, myself. On a phone it is the first screen. */
export function Rail() {
  const me = useMe()
  const [creating, setCreating] = useState(false)
  return (
    <nav className="rail" aria-label="Rooms">
      <header className="rail-head">
        <Link to="/" className="brand" aria-label="Snug, home">
          <img src="/favicon.svg" alt="" width={26} height={26} /> Snug
        </Link>
        <button type="button" className="icon-button" aria-label="New room" onClick={() => setCreating(true)}>
          <Plus />
        </button>
      </header>
      <RoomList onCreate={() => setCreating(true)} />
      <footer className="rail-foot">
        <Link to="/rooms/public" className="rail-link">
          <Compass aria-hidden /> Discover rooms
        </Link>
        <Link to="/settings" className="rail-link">
          <Avatar id={me.id} name={me.displayName} avatarId={me.avatarId} size={28} />
          <span className="ellipsis">
            <span className="visually-hidden">Your profile, </span>
            {me.displayName}
          </span>
        </Link>
      </footer>
      <Suspense>{creating && <CreateRoom onClose={() => setCreating(false)} />}</Suspense>
    </nav>
  )
}

function RoomList({ onCreate }: { onCreate: () => void }) {
  const { data: rooms, error, refetch } = useQuery(myRoomsQuery)
  if (!rooms) {
    return (
      <div className="rail-rooms">
        {error ? (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={5} label="Loading rooms" />
        )}
      </div>
    )
  }
  if (rooms.length === 0) {
    return (
      <div className="rail-rooms rail-empty">
        <p>No rooms yet. A room is where pictures and words of some people live.</p>
        <button type="button" className="button primary" onClick={onCreate}>
          Create a room
        </button>
      </div>
    )
  }
  return (
    <ul className="rail-rooms" aria-label="My rooms">
      {rooms.map((room) => (
        <li key={room.id}>
          <RoomLink room={room} />
        </li>
      ))}
    </ul>
  )
}
