import { changeRole, type Member, type Role, type Room, removeMember } from '@snug/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import { mayRemove, membersQuery } from '../people/members.ts'
import { nameOf, profileQuery } from '../people/people.ts'
import { PersonLink } from '../people/person-link.tsx'
import { api } from '../session/api.ts'
import { useMe } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Confirm } from '../ui/later.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'

interface MemberItemProps {
  member: Member
  room: Room
  myRole: Role
}

/** One person in the room, and what I may do about their place in it. */
export function MemberItem({ member, room, myRole }: MemberItemProps) {
  const me = useMe()
  const queries = useQueryClient()
  const [removing, setRemoving] = useState(false)
  const { data: profile } = useQuery(profileQuery(member.profileId))
  const name = nameOf(profile)
  const params = { roomId: room.id, profileId: member.profileId }
  const refresh = () => queries.invalidateQueries(membersQuery(room.id))
  const changing = useMutation({
    mutationFn: (role: Role) => api(changeRole, { params, body: { role } }),
    onSuccess: refresh,
  })
  const remove = () => api(removeMember, { params }).then(refresh)
  const myself = member.profileId === me.id
  return (
    <li className="member">
      <Avatar id={member.profileId} name={name} avatarId={profile?.avatarId} size={36} />
      <div className="member-words">
        <p className="ellipsis" dir="auto">
          <PersonLink id={member.profileId}>{name}</PersonLink>
          {myself && <span className="muted"> (you)</span>}
        </p>
        <p className="muted ellipsis">{profile && `@${profile.username}`}</p>
        <ProblemNote error={changing.error} />
      </div>
      {myRole === 'owner' && !myself ? (
        <select
          aria-label={`Role of ${name}`}
          value={member.role}
          onChange={(event) => changing.mutate(event.target.value as Role)}
        >
          <option value="owner">Owner</option>
          <option value="moderator">Moderator</option>
          <option value="member">Member</option>
        </select>
      ) : (
        member.role !== 'member' && <span className="role muted">{member.role}</span>
      )}
      {!myself && mayRemove(myRole, member.role) && (
        <button type="button" className="icon-button" aria-label={`Remove ${name}`} onClick={() => setRemoving(true)}>
          <UserMinus />
        </button>
      )}
      {removing && (
        <Confirm
          title={`Remove ${name}?`}
          sentence={`${name} will hear nothing more from ${room.name}.`}
          verb="Remove"
          act={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  )
}
