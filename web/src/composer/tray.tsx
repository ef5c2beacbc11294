import type { RoomId } from '@snug/contracts'
import { lazy, memo, Suspense, useCallback, useSyncExternalStore } from 'react'
import { useDraft } from '../posts/desk.tsx'
import type { TrayPicture } from '../posts/tray.ts'
import './tray.css'

const TrayView = lazy(() => import('./tray-view.tsx'))

interface TrayProps {
  roomId: RoomId
  onSend: () => void
}

/** The pictures of the next message, if there are any; what draws them comes with the first. Writing does not draw them anew. */
export const Tray = memo(function Tray({ roomId, onSend }: TrayProps) {
  const draft = useDraft(roomId)
  const tray = useSyncExternalStore(draft.subscribe, () => draft.get().tray)
  const onChange = useCallback((next: TrayPicture[]) => draft.set({ ...draft.get(), tray: next }), [draft])
  if (tray.length === 0) return null
  return (
    <Suspense fallback={<div className="tray-coming" aria-busy />}>
      <TrayView tray={tray} onChange={onChange} onSend={onSend} />
    </Suspense>
  )
})
