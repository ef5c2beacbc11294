import type { RoomId } from '@snug/contracts'
import { useTranslation } from 'react-i18next'
import { useUnkept } from './desk.tsx'
import './unkept-note.css'

/** Says before anything is sent that it lives only as long as the page. */
export function UnkeptNote({ roomId }: { roomId: RoomId }) {
  const { t } = useTranslation('posts')
  const isUnkept = useUnkept(roomId)
  return (
    <div role="status" className="unkept-place">
      {isUnkept && <p className="note">{t('unkept')}</p>}
    </div>
  )
}
