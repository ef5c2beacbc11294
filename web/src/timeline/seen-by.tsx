import type { ProfileId } from '@snug/contracts'
import { useQueries } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf, profileQuery } from '../people/people.ts'
import { PersonAvatar } from '../people/person-avatar.tsx'
import { useTabIndex } from '../ui/tab-stop.ts'
import { locale } from '../words/words.ts'
import './seen-by.css'

const SeenByDialog = lazy(() => import('./seen-by-dialog.tsx'))

/** Faces side by side; the others are a number. */
const MAX_FACES = 4
/** Names that are said in one breath. */
const MAX_NAMES = 4

/** Who has read up to this message and no further, at its edge, where it moves nothing. */
export function SeenBy({ people }: { people: readonly ProfileId[] }) {
  const { t } = useTranslation('timeline')
  const tabIndex = useTabIndex()
  const [isOpen, setOpen] = useState(false)
  const profiles = useQueries({ queries: people.map(profileQuery) })
  const seen = people.map((id, at) => ({ id, name: nameOf(profiles[at]?.data) }))
  const names = seen.slice(0, seen.length > MAX_NAMES + 1 ? MAX_NAMES : seen.length).map(({ name }) => name)
  const others = seen.length - names.length
  const faces = seen.slice(0, seen.length > MAX_FACES + 1 ? MAX_FACES : seen.length)
  const label =
    others > 0
      ? t('seen.byMany', { names: names.join(', '), count: others })
      : t('seen.by', { names: new Intl.ListFormat(locale()).format(names) })
  return (
    <>
      <button
        type="button"
        className="seen-by"
        data-many={seen.length > 1 || undefined}
        tabIndex={tabIndex}
        aria-label={label}
        title={label}
        onClick={() => setOpen(true)}
      >
        <span className="seen-by-faces">
          {faces.map(({ id, name }) => (
            <PersonAvatar key={id} id={id} name={name} size={16} />
          ))}
          {faces.length < seen.length && <span className="seen-by-more">+{seen.length - faces.length}</span>}
        </span>
        <span className="seen-by-count">{seen.length}</span>
      </button>
      <Suspense>{isOpen && <SeenByDialog seen={seen} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
