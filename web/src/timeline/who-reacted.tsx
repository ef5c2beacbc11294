import type { ProfileId, Reaction } from '@snug/contracts'
import { useTranslation } from 'react-i18next'
import { useName } from '../people/people.ts'
import Dialog from '../ui/dialog.tsx'

/** Who reacted to a message with what. */
export default function WhoReacted({ reactions, onClose }: { reactions: readonly Reaction[]; onClose: () => void }) {
  const { t } = useTranslation('timeline')
  return (
    <Dialog title={t('reactions.title')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys */}
      <ul className="who-reacted" tabIndex={0}>
        {reactions.map(({ emoji, count, by }) => (
          <li key={emoji}>
            <span className="reaction-emoji">{emoji}</span>
            <ul aria-label={emoji}>
              {by.map((id) => (
                <Who key={id} id={id} />
              ))}
              {count > by.length && <li className="muted">{t('reactions.others', { count: count - by.length })}</li>}
            </ul>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          {t('reactions.close')}
        </button>
      </div>
    </Dialog>
  )
}

function Who({ id }: { id: ProfileId }) {
  return <li dir="auto">{useName(id) ?? '…'}</li>
}
