import type { Room } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../posts/desk.tsx'
import { withFiles } from '../posts/tray.ts'
import { myRoomsQuery } from '../rooms/rooms.ts'
import Dialog from '../ui/dialog.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './choose-room.css'

interface ChooseRoomProps {
  files: readonly File[]
  onClose: () => void
}

/** Asks into which room pictures go that were taken outside of one. */
export default function ChooseRoom({ files, onClose }: ChooseRoomProps) {
  const { t } = useTranslation('app')
  const { data: rooms, error, refetch } = useQuery(myRoomsQuery)
  return (
    <Dialog title={t('intoWhichRoom')} onClose={onClose}>
      <ProblemNote error={!rooms && error} onRetry={() => void refetch()} />
      {!rooms && !error && <Skeleton lines={4} label={t('loadingRooms')} />}
      {rooms?.length === 0 && <p className="muted">{t('noRoomForPictures')}</p>}
      <ul className="choose-room">
        {rooms?.map((room) => (
          <li key={room.id}>
            <Choice room={room} files={files} onChosen={onClose} />
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </Dialog>
  )
}

function Choice({ room, files, onChosen }: { room: Room; files: readonly File[]; onChosen: () => void }) {
  const draft = useDraft(room.id)
  const navigate = useNavigate()
  const choose = () => {
    draft.set({ ...draft.get(), tray: withFiles(draft.get().tray, files) })
    onChosen()
    void navigate({ to: '/r/$roomId', params: { roomId: room.id } })
  }
  return (
    <button type="button" className="button wide" dir="auto" onClick={choose}>
      <span className="ellipsis">{room.name}</span>
    </button>
  )
}
