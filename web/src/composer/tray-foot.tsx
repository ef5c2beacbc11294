import { MapPinOff } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sumOf, type TrayPicture } from '../posts/tray.ts'
import { Pop } from '../ui/pop.tsx'

/** What is sent, what is taken out of it, and what stays here. */
export function TrayFoot({ tray }: { tray: readonly TrayPicture[] }) {
  const { t } = useTranslation('composer')
  const refused = tray.filter(({ refusal }) => refusal).length
  return (
    <div className="tray-foot">
      <LocationBadge />
      <p role="status">
        {refused < tray.length && <span className="muted">{sumOf(tray)}</span>}
        {refused > 0 && <span className="tray-warning">{t('tray.refused', { count: refused })}</span>}
      </p>
    </div>
  )
}

function LocationBadge() {
  const { t } = useTranslation('composer')
  const badge = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        ref={badge}
        type="button"
        className="tray-badge"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span>
          <MapPinOff aria-hidden /> {t('location.badge')}
        </span>
      </button>
      {open && (
        <Pop label={t('location.badge')} opener={badge} placement="top start" onClose={() => setOpen(false)}>
          <div className="tray-explanation">
            <h2>{t('location.badge')}</h2>
            <p>{t('location.what')}</p>
            <p className="muted">{t('location.iphone')}</p>
          </div>
        </Pop>
      )}
    </>
  )
}
