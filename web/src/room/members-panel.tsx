import { type Room, removeMember } from '@snug/contracts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useState } from 'react'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { Confirm } from '../ui/later.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { InviteForm } from './invite-form.tsx'
import { MemberItem } from './member-item.tsx'
import { mayInvite, membersQuery } from './members.ts'
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
      <Leave room={room} />
    </aside>
  )
}

function Leave({ room }: { room: Room }) {
  const [leaving, setLeaving] = useState(false)
  const { live, feeds } = useHouse()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = async () => {
    await api(removeMember, { params: { roomId: room.id, profileId: 'me' } })
    await navigate({ to: '/' })
    live.unfollow(room.id)
    feeds.forget(room.id)
    queries.removeQueries({ queryKey: ['newest', room.id] })
    await queries.invalidateQueries(myRoomsQuery)
  }
  return (
    <footer>
      <button type="button" className="button danger" onClick={() => setLeaving(true)}>
        Leave room
      </button>
      {leaving && (
        <Confirm
          title={`Leave ${room.name}?`}
          sentence={
            room.visibility === 'private'
              ? 'You will not see it any more until somebody invites you again.'
              : 'You can join it again at any time.'
          }
          verb="Leave"
          act={leave}
          onClose={() => setLeaving(false)}
        />
      )}
    </footer>
  )
}
