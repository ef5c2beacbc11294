import type { RoomId } from '@snug/contracts'
import { lazy, memo, Suspense, useCallback, useEffect, useSyncExternalStore } from 'react'
import { useDraft } from '../posts/desk.tsx'
import type { TrayPicture } from '../posts/tray.ts'
import './tray.css'

/** What did not come, as without a network, is asked for again after so many ms: the box to write in stays meanwhile. */
const RETRY_MS = 3_000
const loadView = (): Promise<typeof import('./tray-view.tsx')> =>
  import('./tray-view.tsx').catch(async () => {
    await new Promise((later) => setTimeout(later, RETRY_MS))
    return loadView()
  })
const TrayView = lazy(loadView)

/** When the page has settled, in ms, what draws the tray is fetched: later the line may be bad. */
const SETTLED_MS = 3_000

export type TrayChange = (tray: readonly TrayPicture[]) => TrayPicture[]

interface TrayProps {
  roomId: RoomId
  onSend: () => void
}

/** The pictures of the next message, if there are any. Writing does not draw them anew. */
export const Tray = memo(function Tray({ roomId, onSend }: TrayProps) {
  const draft = useDraft(roomId)
  const tray = useSyncExternalStore(draft.subscribe, () => draft.get().tray)
  const onChange = useCallback(
    (change: TrayChange) => draft.set({ ...draft.get(), tray: change(draft.get().tray) }),
    [draft],
  )
  useEffect(() => {
    const timer = setTimeout(() => void loadView(), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [])
  if (tray.length === 0) return null
  return (
    <Suspense fallback={<div className="tray-coming" aria-busy />}>
      <TrayView roomId={roomId} tray={tray} onChange={onChange} onSend={onSend} />
    </Suspense>
  )
})
