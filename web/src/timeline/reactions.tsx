import type { ProfileId, Reaction } from '@snug/contracts'
import { useQueries } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmojiButton } from '../emoji/emoji-button.tsx'
import { nameOf, profileQuery } from '../people/people.ts'
import { useMe } from '../session/session.ts'
import { useTabIndex } from '../ui/tab-stop.ts'
import { locale } from '../words/words.ts'
import { isMine, type Reacting } from './reacting.ts'
import './reactions.css'

const WhoReacted = lazy(() => import('./who-reacted.tsx'))

/** People named on a chip; the list behind it has more. */
const MOST_NAMED = 3

/** What people felt about a message, a chip for each emoji. A press adds mine or takes it back. */
export function Reactions({ reactions, reacting }: { reactions: readonly Reaction[]; reacting: Reacting }) {
  const { t } = useTranslation('timeline')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <ul className="reactions" aria-label={t('reactions.title')}>
        {reactions.map((reaction) => (
          <li key={reaction.emoji}>
            <Chip reaction={reaction} onPress={() => reacting.toggle(reaction.emoji)} onAsk={() => setAsking(true)} />
          </li>
        ))}
        <li>
          <EmojiButton
            label={t('reactions.add')}
            className="reaction reaction-add"
            onPick={(emoji) => reacting.add(emoji)}
          />
        </li>
      </ul>
      <Suspense>{asking && <WhoReacted reactions={reactions} onClose={() => setAsking(false)} />}</Suspense>
    </>
  )
}

interface ChipProps {
  reaction: Reaction
  onPress: () => void
  /** A long press, or the other button of the mouse. */
  onAsk: () => void
}

function Chip({ reaction, onPress, onAsk }: ChipProps) {
  const me = useMe()
  const who = useNamesOf(reaction)
  const tabIndex = useTabIndex()
  const { emoji, count } = reaction
  return (
    <button
      type="button"
      className="reaction"
      tabIndex={tabIndex}
      aria-pressed={isMine(reaction, me.id)}
      aria-label={`${emoji} ${count}, ${who}`}
      title={who}
      onClick={onPress}
      onContextMenu={(event) => {
        event.preventDefault()
        onAsk()
      }}
    >
      <span className="reaction-emoji">{emoji}</span> {count}
    </button>
  )
}

/** "you, Ada and 3 others" */
function useNamesOf(reaction: Reaction): string {
  const { t } = useTranslation('timeline')
  const me = useMe()
  const mine = isMine(reaction, me.id)
  const others = reaction.by.filter((id) => id !== me.id)
  const named = others.slice(0, MOST_NAMED - (mine ? 1 : 0))
  const names = useQueries({ queries: named.map((id: ProfileId) => profileQuery(id)), combine: namesOf })
  const unnamed = reaction.count - named.length - (mine ? 1 : 0)
  return new Intl.ListFormat(locale()).format([
    ...(mine ? [t('reactions.you')] : []),
    ...names,
    ...(unnamed > 0 ? [t('reactions.others', { count: unnamed })] : []),
  ])
}

const namesOf = (results: { data?: Parameters<typeof nameOf>[0] }[]) => results.map(({ data }) => nameOf(data))
