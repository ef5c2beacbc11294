import { MAX_PHOTOS } from '@snug/contracts'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LeftOut } from './use-adding.ts'

interface LeftOutNoteProps {
  leftOut: LeftOut
  onClose: () => void
}

/** What was chosen or dropped and did not come into the tray. */
export function LeftOutNote({ leftOut: { skipped, tooMany }, onClose }: LeftOutNoteProps) {
  const { t } = useTranslation('composer')
  return (
    <div className="left-out">
      <p role="status">
        {skipped > 0 && t('leftOut.skipped', { count: skipped })}{' '}
        {tooMany > 0 && t('leftOut.tooMany', { count: tooMany, most: MAX_PHOTOS })}
      </p>
      <button type="button" className="icon-button" aria-label={t('leftOut.close')} onClick={onClose}>
        <X />
      </button>
    </div>
  )
}
