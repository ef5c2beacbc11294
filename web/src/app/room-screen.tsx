import type { Room, RoomId } from '@snug/contracts'
import { Outlet, useLocation, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Composer } from '../composer/composer.tsx'
import { DropZone } from '../composer/drop-zone.tsx'
import { useAdding } from '../composer/use-adding.ts'
import { mayInvite } from '../people/members.ts'
import { UnkeptNote } from '../posts/unkept-note.tsx'
import { useJoin } from '../rooms/use-join.ts'
import { useRoom } from '../rooms/use-room.ts'
import { Announcer } from '../timeline/announcer.tsx'
import type { TimelineHandle } from '../timeline/message-list.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { TypingLine } from '../timeline/typing-line.tsx'
import { ActButton } from '../ui/act-button.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { useOverlay, visitOf } from '../ui/overlay.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { NoRoom } from './no-room.tsx'
import { RoomHeader } from './room-header.tsx'
import { Splitter } from './splitter.tsx'
import './room.css'

const MembersPanel = lazy(() => import('../members/members-panel.tsx'))

/** A room: the head, what was said, and where one writes. */
export function RoomScreen() {
  const { roomId } = useParams({ from: '/signedIn/r/$roomId' })
  return <RoomAt key={roomId} roomId={roomId} />
}

function RoomAt({ roomId }: { roomId: RoomId }) {
  const { t } = useTranslation('app')
  const { room, error, retry } = useRoom(roomId)
  const [mine, setMine] = useState<string>()
  if (room?.me && room.name !== mine) setMine(room.name) // to know what it was called when I am in it no more
  if (room?.me) return <OpenRoom room={room} />
  if (room) return <ClosedDoor room={room} wasIn={mine !== undefined} />
  if (error) return <NoRoom error={error} onRetry={retry} left={mine} />
  return (
    <div className="page">
      <div className="page-body">
        <Skeleton lines={8} label={t('loadingRoom')} />
      </div>
    </div>
  )
}

/**
 * The message that the address names; who goes to the same one again is taken there again. A picture that is opened from its
 * tile leaves the room where it is.
 */
function useNamed() {
  const seq = useParams({ strict: false, select: (params) => params.seq })
  const visit = useLocation({ select: ({ state }) => visitOf(state) ?? '' })
  const stays = useLocation({ select: ({ state }) => state.openedHere === true })
  return useMemo(() => (seq === undefined || stays ? undefined : { seq, visit }), [seq, stays, visit])
}

function OpenRoom({ room }: { room: Room }) {
  const [membersShown, setMembersShown] = useOverlay('members')
  const named = useNamed()
  const adding = useAdding(room.id)
  const timeline = useRef<TimelineHandle>(null)
  const unread = room.me?.unreadCount ? `(${room.me.unreadCount}) ` : ''
  return (
    <div className="room" data-panel={membersShown || undefined}>
      <title>{`${unread}${room.name} · Snug`}</title>
      <RoomHeader room={room} membersShown={membersShown} onMembers={() => setMembersShown(!membersShown)} />
      <Announcer roomId={room.id} />
      <DropZone room={room} onDrop={adding.add}>
        <Timeline
          ref={timeline}
          room={room}
          named={named}
          onAddPictures={adding.choose}
          onInvite={room.me && mayInvite(room.me.role) ? () => setMembersShown(true) : undefined}
        />
        <TypingLine roomId={room.id} />
        <UnkeptNote roomId={room.id} />
        <Composer room={room} adding={adding} onEditLast={() => timeline.current?.editLast()} />
      </DropZone>
      {membersShown && (
        <div className="right-panel" id="panel">
          <Splitter pane="panel" controls="panel" />
          <Suspense>
            <MembersPanel room={room} onClose={() => setMembersShown(false)} />
          </Suspense>
        </div>
      )}
      <Outlet />
    </div>
  )
}

/** A public room that I am not in yet. */
function ClosedDoor({ room, wasIn }: { room: Room; wasIn: boolean }) {
  const { t } = useTranslation('app')
  const join = useJoin(room)
  return (
    <div className="room-door">
      <title>{`${room.name} · Snug`}</title>
      <header className="room-door-head">
        <BackLink />
      </header>
      <h1 dir="auto">{room.name}</h1>
      {room.topic && <p dir="auto">{room.topic}</p>}
      {wasIn && (
        <p className="note" role="alert">
          {t('noLongerInOpen')}
        </p>
      )}
      <p className="muted">{t('joinToRead', { count: room.memberCount })}</p>
      <ProblemNote error={join.error} />
      <ActButton className="button primary" acting={join} onClick={() => join.mutate()}>
        {t('join')}
      </ActButton>
    </div>
  )
}
