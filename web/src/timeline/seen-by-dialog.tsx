import type { ProfileId } from '@snug/contracts'
import { useTranslation } from 'react-i18next'
import { PersonAvatar } from '../people/person-avatar.tsx'
import Dialog from '../ui/dialog.tsx'

interface SeenByDialogProps {
  seen: readonly { id: ProfileId; name: string }[]
  onClose: () => void
}

/** All who have read up to a message, by name. */
export default function SeenByDialog({ seen, onClose }: SeenByDialogProps) {
  const { t } = useTranslation('timeline')
  return (
    <Dialog title={t('seen.title')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys */}
      <ul className="seen-by-list" tabIndex={0}>
        {seen.map(({ id, name }) => (
          <li key={id}>
            <PersonAvatar id={id} name={name} size={36} />
            <bdi className="ellipsis">{name}</bdi>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('seen.close')}
        </button>
      </div>
    </Dialog>
  )
}
