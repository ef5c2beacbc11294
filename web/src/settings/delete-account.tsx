import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { part } from '../ui/part.tsx'

const DeleteDialog = part(() => import('./delete-dialog.tsx'))

/** What goes with an account, and the button that asks for it. */
export function DeleteAccount() {
  const { t } = useTranslation('settings')
  const [asking, setAsking] = useState(false)
  return (
    <section className="settings-part" aria-labelledby="delete-account">
      <h3 id="delete-account">{t('account.deleteTitle')}</h3>
      <p>{t('account.deleteSaid')}</p>
      <p>{t('account.deleteRooms')}</p>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        {t('account.delete')}
      </button>
      <Suspense>{asking && <DeleteDialog onClose={() => setAsking(false)} />}</Suspense>
    </section>
  )
}
