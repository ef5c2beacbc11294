import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Compass, Keyboard, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { useMe } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { useOverlay } from '../ui/overlay.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RoomLink } from './room-link.tsx'
import { useWay } from './use-way.ts'
import './rail.css'

/** The way to everywhere: my rooms, the public ones, myself. On a phone it is the first screen. */
export function Rail() {
  const { t } = useTranslation('rail')
  const way = useWay()
  const [, setCreating] = useOverlay('newRoom')
  return (
    <nav className="rail" aria-label={t('rooms')}>
      <header className="rail-head">
        <Link to="/" className="brand" {...way} aria-label={t('home')}>
          <img src="/favicon.svg" alt="" width={26} height={26} /> Snug
        </Link>
        <button
          type="button"
          className="icon-button"
          aria-label={t('newRoom')}
          title={t('newRoom')}
          onClick={() => setCreating(true)}
        >
          <Plus />
        </button>
      </header>
      <RoomList onCreate={() => setCreating(true)} />
      <RailFoot />
    </nav>
  )
}

function RailFoot() {
  const { t } = useTranslation('rail')
  const me = useMe()
  const way = useWay()
  const [, setKeysShown] = useOverlay('keys')
  return (
    <footer className="rail-foot">
      <Link to="/rooms/public" className="rail-link" {...way}>
        <Compass aria-hidden /> {t('discover')}
      </Link>
      <div className="rail-foot-line">
        <Link to="/settings" className="rail-link" {...way}>
          <Avatar id={me.id} name={me.displayName} avatarId={me.avatarId} size={28} />
          <span className="ellipsis">
            <span className="visually-hidden">{t('yourProfile')} </span>
            <bdi>{me.displayName}</bdi>
          </span>
        </Link>
        <button
          type="button"
          className="icon-button"
          aria-label={t('keys')}
          title={t('keys')}
          onClick={() => setKeysShown(true)}
        >
          <Keyboard />
        </button>
      </div>
    </footer>
  )
}

function RoomList({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation('rail')
  const { data: rooms, error, refetch } = useQuery(myRoomsQuery)
  if (!rooms) {
    return (
      <div className="rail-rooms">
        {error ? (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={5} label={t('loadingRooms')} />
        )}
      </div>
    )
  }
  if (rooms.length === 0) {
    return (
      <div className="rail-rooms rail-empty">
        <p>{t('noRooms')}</p>
        <button type="button" className="button primary" onClick={onCreate}>
          {t('createARoom')}
        </button>
        <Link to="/rooms/public" className="button only-phone">
          {t('discover')}
        </Link>
      </div>
    )
  }
  return (
    <ul className="rail-rooms" aria-label={t('myRooms')}>
      {rooms.map((room) => (
        <li key={room.id}>
          <RoomLink room={room} />
        </li>
      ))}
    </ul>
  )
}
