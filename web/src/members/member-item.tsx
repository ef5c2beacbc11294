import { changeRole, type Member, Role, type Room, removeMember } from '@snug/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayRemove, membersQuery } from '../people/members.ts'
import { nameOf, profileQuery } from '../people/people.ts'
import { PersonLink } from '../people/person-link.tsx'
import { api } from '../session/api.ts'
import { useMe } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Confirm } from '../ui/later.tsx'
import { passFocus } from '../ui/order.ts'
import { ProblemNote } from '../ui/problem-note.tsx'

interface MemberItemProps {
  member: Member
  room: Room
  myRole: Role
  /** Lets themselves be seen in the room now. */
  isHere: boolean
}

/** One person in the room, and what I may do about their place in it. */
export function MemberItem({ member, room, myRole, isHere }: MemberItemProps) {
  const { t } = useTranslation('members')
  const me = useMe()
  const queries = useQueryClient()
  const [removing, setRemoving] = useState(false)
  const remover = useRef<HTMLButtonElement>(null)
  const { data: profile } = useQuery(profileQuery(member.profileId))
  const name = nameOf(profile)
  const params = { roomId: room.id, profileId: member.profileId }
  const refresh = () => queries.invalidateQueries(membersQuery(room.id))
  const changing = useMutation({
    mutationFn: (role: Role) => api(changeRole, { params, body: { role } }),
    onSuccess: refresh,
  })
  const remove = () => {
    if (remover.current) passFocus(remover.current, '.members', document.getElementById('members-title'))
    return api(removeMember, { params }).then(refresh)
  }
  const myself = member.profileId === me.id
  return (
    <li className="member">
      <span className="member-face" data-here={isHere || undefined}>
        <Avatar id={member.profileId} name={name} avatarId={profile?.avatarId} size={36} />
      </span>
      <div className="member-words">
        <p className="member-name">
          <bdi className="ellipsis">
            <PersonLink id={member.profileId}>{name}</PersonLink>
          </bdi>
          {myself && <span className="muted">({t('you')})</span>}
        </p>
        <p className="member-about muted">
          {isHere && <span className="member-here">{t('here')}</span>}
          {profile && <span className="ellipsis">@{profile.username}</span>}
        </p>
        <ProblemNote error={changing.error} />
      </div>
      {myRole === 'owner' && !myself ? (
        <select
          aria-label={t('role.of', { name })}
          value={changing.isPending ? changing.variables : member.role}
          onChange={(event) => changing.mutate(event.target.value as Role)}
        >
          {Role.options.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
      ) : (
        member.role !== 'member' && <span className="member-role muted">{t(`role.${member.role}`)}</span>
      )}
      {!myself && mayRemove(myRole, member.role) && (
        <button
          ref={remover}
          type="button"
          name="remove"
          className="icon-button"
          aria-label={t('remove.name', { name })}
          title={t('remove.name', { name })}
          onClick={() => setRemoving(true)}
        >
          <UserMinus />
        </button>
      )}
      {removing && (
        <Confirm
          title={t('remove.title', { name })}
          sentence={t('remove.sentence', { name, room: room.name })}
          verb={t('remove.act')}
          act={remove}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  )
}
