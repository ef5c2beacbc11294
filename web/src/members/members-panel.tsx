import type { Room } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { mayInvite, membersQuery } from '../people/members.ts'
import { usePresence } from '../people/presence.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { InviteForm } from './invite-form.tsx'
import { MemberItem } from './member-item.tsx'
import { WayOut } from './way-out.tsx'
import './members-panel.css'
import './words.ts'

/** Who is in the room, and here now; those who may invite and remove do it here, and everybody may leave. */
export default function MembersPanel({ room, onClose }: { room: Room; onClose: () => void }) {
  const { t } = useTranslation('members')
  const { data: members, error, refetch } = useQuery(membersQuery(room.id))
  const here = usePresence(room.id)
  const myRole = room.me?.role ?? 'member'
  return (
    <aside className="members-panel" aria-labelledby="members-title">
      <header>
        <div>
          <h2 id="members-title" tabIndex={-1}>
            {t('title')}
          </h2>
          {here.size > 0 && <p className="muted">{t('hereNow', { count: here.size })}</p>}
        </div>
        <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
          <X />
        </button>
      </header>
      {mayInvite(myRole) && <InviteForm roomId={room.id} />}
      <ProblemNote error={!members && error} onRetry={() => void refetch()} />
      {!members && !error && <Skeleton lines={4} label={t('loading')} />}
      <ul className="members" aria-label={t('title')}>
        {members?.map((member) => (
          <MemberItem
            key={member.profileId}
            member={member}
            room={room}
            myRole={myRole}
            isHere={here.has(member.profileId)}
          />
        ))}
      </ul>
      <WayOut room={room} />
    </aside>
  )
}
