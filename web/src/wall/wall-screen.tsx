import type { RoomId } from '@snug/contracts'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useRoom } from '../rooms/use-room.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Wall } from './wall.tsx'
import './words.ts'

/** The photo wall of a room at its address, and the viewer over it. */
export function WallScreen() {
  const { roomId } = useParams({ from: '/signedIn/r/$roomId/wall' })
  return (
    <RoomWall roomId={roomId}>
      <Outlet />
    </RoomWall>
  )
}

interface RoomWallProps {
  roomId: RoomId
  /** What lies over it. */
  children?: ReactNode
}

/** The photo wall of a room, for those who are in it. */
export function RoomWall({ roomId, children }: RoomWallProps) {
  const { t } = useTranslation('wall')
  const { room, error } = useRoom(roomId)
  const name = room?.name ?? ''
  return (
    <div className="page">
      <title>{`${t('title', { room: name })} · Snug`}</title>
      <header className="page-head">
        <Link to="/r/$roomId" params={{ roomId }} className="icon-button" aria-label={t('back')}>
          <ChevronLeft className="wall-back" />
        </Link>
        <h1 className="ellipsis" dir="auto">
          {room ? t('title', { room: name }) : t('wall')}
        </h1>
      </header>
      {room?.me ? (
        <>
          <Wall key={roomId} roomId={roomId} />
          {children}
        </>
      ) : (
        <div className="page-body">
          {error ? (
            <ProblemNote error={error} />
          ) : room ? (
            <p>{t('notInRoom')}</p>
          ) : (
            <Skeleton lines={6} label={t('loading')} />
          )}
          {(error || room) && (
            <Link to={room ? '/r/$roomId' : '/'} params={{ roomId }} className="button">
              {t(room ? 'toRoom' : 'toRooms')}
            </Link>
          )}
        </div>
      )}
    </div>
  )
}
