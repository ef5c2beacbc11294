import type { Profile } from '@snug/contracts'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/avatar.tsx'
import './mention-list.css'

interface MentionListProps {
  id: string
  offered: readonly Profile[]
  /** Which of them Enter takes. */
  at: number
  onChoose: (person: Profile) => void
}

export const optionId = (listId: string, at: number) => `${listId}-${at}`

/** Who may be meant, above the box. The focus stays in the box; it says which of them is lit. */
export function MentionList({ id, offered, at, onChoose }: MentionListProps) {
  const { t } = useTranslation('composer')
  const lit = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is lit
  useEffect(() => {
    lit.current?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <>
      <p className="visually-hidden" role="status">
        {t('mention.count', { count: offered.length })}
      </p>
      <div id={id} role="listbox" aria-label={t('mention.people')} className="mention-list">
        {offered.map((person, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box
          <div
            key={person.id}
            ref={place === at ? lit : undefined}
            id={optionId(id, place)}
            role="option"
            aria-selected={place === at}
            onMouseDown={(event) => event.preventDefault()} // or the box would lose the focus, and a phone its keyboard
            onClick={() => onChoose(person)}
          >
            <Avatar id={person.id} name={person.displayName} avatarId={person.avatarId} size={28} />
            <span className="ellipsis" dir="auto">
              {person.displayName}
            </span>
            <span className="muted ellipsis">@{person.username}</span>
          </div>
        ))}
      </div>
    </>
  )
}
