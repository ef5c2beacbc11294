import { Link, useCanGoBack, useRouter } from '@tanstack/react-router'
import { ChevronLeft, PanelLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useOverlay } from './overlay.ts'

interface BackLinkProps {
  /** This screen is reached from others: on a phone it leads to where one came from. */
  goesBack?: boolean
}

/** To the rooms where the rail is not: on a phone back to their screen, on a tablet into the drawer. */
export function BackLink({ goesBack = false }: BackLinkProps) {
  const { t } = useTranslation('ui')
  const { history } = useRouter()
  const isReturn = useCanGoBack() && goesBack
  const [open, setOpen] = useOverlay('rooms')
  return (
    <>
      {isReturn ? (
        <button type="button" className="icon-button back-link" aria-label={t('back')} onClick={() => history.back()}>
          <ChevronLeft className="directed" />
        </button>
      ) : (
        <Link to="/" className="icon-button back-link" aria-label={t('backToRooms')}>
          <ChevronLeft className="directed" />
        </Link>
      )}
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
