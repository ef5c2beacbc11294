import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Rail } from '../rail/rail.tsx'
import { useOverlay } from '../ui/overlay.ts'
import { part } from '../ui/part.tsx'
import { DESKTOP_PX, useMedia } from '../ui/use-media.ts'

const Drawer = part(() => import('../ui/drawer.tsx'))
const CreateRoom = part(() => import('../rail/create-room.tsx'))
const GoTo = part(() => import('../keys/go-to.tsx'))
const KeySheet = part(() => import('../keys/key-sheet.tsx'))

/** What lies over the screen, whatever screen it is. */
export function Overlays() {
  const [creating, setCreating] = useOverlay('newRoom')
  const [going, setGoing] = useOverlay('goTo')
  const [keysShown, setKeysShown] = useOverlay('keys')
  return (
    <Suspense>
      <RoomsDrawer />
      {creating && <CreateRoom onClose={() => setCreating(false)} />}
      {going && <GoTo onClose={() => setGoing(false)} />}
      {keysShown && <KeySheet onClose={() => setKeysShown(false)} />}
    </Suspense>
  )
}

/** The rail, where there is no room for it beside the screen. */
function RoomsDrawer() {
  const { t } = useTranslation('app')
  const [open, setOpen] = useOverlay('rooms')
  const beside = useMedia(`(width >= ${DESKTOP_PX}px)`)
  if (!open || beside) return null
  return (
    <Drawer label={t('roomsAndMore')} onClose={() => setOpen(false)}>
      <Rail />
    </Drawer>
  )
}
