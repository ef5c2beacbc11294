import { Link } from '@tanstack/react-router'
import { ChevronLeft, PanelLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useOverlay } from './overlay.ts'

/** To the rooms where the rail is not: on a phone back to their screen, on a tablet into the drawer. */
export function BackLink() {
  const { t } = useTranslation('ui')
  const [open, setOpen] = useOverlay('rooms')
  return (
    <>
      <Link to="/" className="icon-button back-link" aria-label={t('backToRooms')}>
        <ChevronLeft className="directed" />
      </Link>
      <button
        type="button"
        className="icon-button drawer-button"
        aria-label={t('showRooms')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <PanelLeft className="directed" />
      </button>
    </>
  )
}
