import type { Room } from '@snug/contracts'
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { Composer } from '../composer/composer.tsx'
import { DropZone } from '../composer/drop-zone.tsx'
import { MembersPanel } from '../members/members-panel.tsx'
import { mayInvite } from '../people/members.ts'
import { useDraft } from '../posts/desk.tsx'
import { withFiles } from '../posts/tray.ts'
import { useJoin } from '../rooms/use-join.ts'
import { useRoom } from '../rooms/use-room.ts'
import { Announcer } from '../timeline/announcer.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { TypingLine } from '../timeline/typing-line.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { RoomHeader } from './room-header.tsx'
import './room.css'

/** A room: the head, what was said, and where one writes. */
export function RoomScreen() {
  const { roomId } = useParams({ from: '/signedIn/r/$roomId' })
  const { room, error } = useRoom(roomId)
  if (room?.me) return <OpenRoom key={room.id} room={room} />
  if (room) return <ClosedDoor room={room} />
  return (
    <div className="page">
      <div className="page-body">
        {error ? (
          <>
            <h1>This room is not here</h1>
            <ProblemNote error={error} />
            <Link to="/" className="button">
              To my rooms
            </Link>
          </>
        ) : (
          <Skeleton lines={8} label="Loading the room" />
        )}
      </div>
    </div>
  )
}

/** The message that the address names, anew each time one goes there. A picture opened from its tile leaves the room where it is. */
function useNamed() {
  const seq = useParams({ strict: false, select: (params) => params.seq })
  const visit = useLocation({ select: ({ state }) => state.__TSR_key })
  const stays = useLocation({ select: ({ state }) => state.openedHere === true })
  // biome-ignore lint/correctness/useExhaustiveDependencies: who goes to the same message again is taken there again
  return useMemo(() => (seq === undefined || stays ? undefined : { seq }), [seq, stays, visit])
}

function OpenRoom({ room }: { room: Room }) {
  const [membersShown, setMembersShown] = useState(false)
  const named = useNamed()
  const desk = useRef<HTMLDivElement>(null)
  const addPictures = () => desk.current?.querySelector<HTMLInputElement>('input[type=file]:not([capture])')?.click()
  const draft = useDraft(room.id)
  const addFiles = (files: File[]) => draft.set({ ...draft.get(), tray: withFiles(draft.get().tray, files) })
  const unread = room.me?.unreadCount ? `(${room.me.unreadCount}) ` : ''
  return (
    <div className="room" data-panel={membersShown || undefined}>
      <title>{`${unread}${room.name} · Snug`}</title>
      <a href="#composer" className="skip-link">
        Skip to writing
      </a>
      <RoomHeader room={room} membersShown={membersShown} onMembers={() => setMembersShown(!membersShown)} />
      <Announcer roomId={room.id} />
      <DropZone onDrop={addFiles}>
        <Timeline
          room={room}
          named={named}
          onAddPictures={addPictures}
          onInvite={room.me && mayInvite(room.me.role) ? () => setMembersShown(true) : undefined}
        />
        <TypingLine roomId={room.id} />
        <div ref={desk}>
          <Composer room={room} />
        </div>
      </DropZone>
      {membersShown && <MembersPanel room={room} onClose={() => setMembersShown(false)} />}
      <Outlet />
    </div>
  )
}

/** A public room that I am not in yet. */
function ClosedDoor({ room }: { room: Room }) {
  const join = useJoin(room)
  return (
    <div className="room-door">
      <title>{`${room.name} · Snug`}</title>
      <h1 dir="auto">{room.name}</h1>
      {room.topic && <p dir="auto">{room.topic}</p>}
      <p className="muted">
        {room.memberCount} {room.memberCount === 1 ? 'person is' : 'people are'} in this room. Join to read and write.
      </p>
      <ProblemNote error={join.error} />
      <button type="button" className="button primary" disabled={join.isPending} onClick={() => join.mutate()}>
        Join
      </button>
    </div>
  )
}
