import { deleteRoom, type Room, removeMember } from '@snug/contracts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { mayInvite, membersQuery } from '../people/members.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { Confirm } from '../ui/later.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { InviteForm } from './invite-form.tsx'
import { MemberItem } from './member-item.tsx'
import './members-panel.css'

/** Who is in the room; those who may invite and remove do it here, and everybody may leave. */
export function MembersPanel({ room, onClose }: { room: Room; onClose: () => void }) {
  const { data: members, error, refetch } = useQuery(membersQuery(room.id))
  const myRole = room.me?.role ?? 'member'
  return (
    <aside className="members-panel" aria-labelledby="members-title">
      <header>
        <h2 id="members-title">Members</h2>
        <button type="button" className="icon-button" aria-label="Close members" onClick={onClose}>
          <X />
        </button>
      </header>
      {mayInvite(myRole) && <InviteForm roomId={room.id} />}
      <ProblemNote error={!members && error} onRetry={() => void refetch()} />
      {!members && !error && <Skeleton lines={4} label="Loading members" />}
      <ul className="members" aria-label="Members">
        {members?.map((member) => (
          <MemberItem key={member.profileId} member={member} room={room} myRole={myRole} />
        ))}
      </ul>
      <WayOut room={room} />
    </aside>
  )
}

/** Leaving the room, and for its owner the end of it. */
function WayOut({ room }: { room: Room }) {
  const [asked, setAsked] = useState<'leave' | 'delete'>()
  const forget = useForget(room)
  const params = { roomId: room.id }
  const close = () => setAsked(undefined)
  return (
    <footer>
      <button type="button" className="button danger" onClick={() => setAsked('leave')}>
        Leave room
      </button>
      {room.me?.role === 'owner' && (
        <button type="button" className="button danger" onClick={() => setAsked('delete')}>
          Delete room
        </button>
      )}
      {asked === 'leave' && (
        <Confirm
          title={`Leave ${room.name}?`}
          sentence={
            room.visibility === 'private'
              ? 'You will not see it any more until somebody invites you again.'
              : 'You can join it again at any time.'
          }
          verb="Leave"
          act={() => api(removeMember, { params: { ...params, profileId: 'me' } }).then(forget)}
          onClose={close}
        />
      )}
      {asked === 'delete' && (
        <Confirm
          title={`Delete ${room.name}?`}
          sentence="All that was said and shown in it is gone, for everybody."
          verb="Delete"
          act={() => api(deleteRoom, { params }).then(forget)}
          onClose={close}
        />
      )}
    </footer>
  )
}

/** Goes home and keeps nothing of a room that is no longer mine. */
function useForget(room: Room): () => Promise<void> {
  const { live, feeds } = useHouse()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await navigate({ to: '/' })
    live.unfollow(room.id)
    feeds.forget(room.id)
    await queries.invalidateQueries({ queryKey: ['rooms'] })
  }
}
