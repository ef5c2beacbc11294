import type { Room } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { publicRoomsQuery } from '../rooms/rooms.ts'
import { useJoin } from '../rooms/use-join.ts'
import { ActButton } from '../ui/act-button.tsx'
import { useOverlay } from '../ui/overlay.ts'
import { PageHead } from '../ui/page-head.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './public-rooms.css'

/** The rooms that everybody may join. */
export function PublicRooms() {
  const { t } = useTranslation('rail')
  const [, setCreating] = useOverlay('newRoom')
  const { data: rooms, error, refetch } = useQuery(publicRoomsQuery)
  return (
    <div className="page">
      <PageHead title={t('discover')} />
      <div className="page-body">
        <ProblemNote error={!rooms && error} onRetry={() => void refetch()} />
        {!rooms && !error && <Skeleton lines={4} label={t('loadingPublicRooms')} />}
        {rooms?.length === 0 && (
          <div className="public-rooms-none">
            <p className="muted">{t('noPublicRooms')}</p>
            <button type="button" className="button" onClick={() => setCreating(true)}>
              {t('createARoom')}
            </button>
          </div>
        )}
        <ul className="public-rooms" aria-label={t('publicRooms')}>
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
  const { t } = useTranslation('rail')
  const join = useJoin(room)
  return (
    <>
      <div className="public-room-words">
        <h2 dir="auto">{room.name}</h2>
        {room.topic && <p dir="auto">{room.topic}</p>}
        <p className="muted public-room-size">
          <Users aria-hidden /> {t('memberCount', { count: room.memberCount })}
        </p>
        <ProblemNote error={join.error} />
      </div>
      {room.me ? (
        <Link
          to="/r/$roomId"
          params={{ roomId: room.id }}
          className="button"
          aria-label={t('openRoom', { name: room.name })}
        >
          {t('open')}
        </Link>
      ) : (
        <ActButton
          className="button primary"
          aria-label={t('joinRoom', { name: room.name })}
          acting={join}
          onClick={() => join.mutate()}
        >
          {t('join')}
        </ActButton>
      )}
    </>
  )
}
