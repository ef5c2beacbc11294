import { deleteRoom, type Room, removeMember } from '@snug/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { Confirm } from '../ui/later.tsx'

/** Leaving the room, and for its owner the end of it. */
export function WayOut({ room }: { room: Room }) {
  const { t } = useTranslation('members')
  const [asked, setAsked] = useState<'leave' | 'delete'>()
  const forget = useForget(room)
  const params = { roomId: room.id }
  const close = () => setAsked(undefined)
  return (
    <footer>
      <button type="button" className="button" onClick={() => setAsked('leave')}>
        <LogOut aria-hidden className="directed" /> {t('leave.name')}
      </button>
      {room.me?.role === 'owner' && (
        <button type="button" className="button danger" onClick={() => setAsked('delete')}>
          {t('delete.name')}
        </button>
      )}
      {asked === 'leave' && (
        <Confirm
          title={t('leave.title', { room: room.name })}
          sentence={t(`leave.${room.visibility}`)}
          verb={t('leave.act')}
          act={() => api(removeMember, { params: { ...params, profileId: 'me' } }).then(forget)}
          onClose={close}
        />
      )}
      {asked === 'delete' && (
        <Confirm
          title={t('delete.title', { room: room.name })}
          sentence={t('delete.sentence')}
          verb={t('delete.act')}
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
