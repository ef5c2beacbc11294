import type { Feed } from '@snug/client'
import type { ProfileId, Seq } from '@snug/contracts'
import { ArrowDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newSince } from './rows.ts'

interface NewBelowProps {
  feed: Feed
  me: ProfileId
  newest: Seq
  /** Up to where I had read before. */
  readSeq: Seq
  /** The newest message on the screen; at the end the newest of all. */
  shown: Seq
  atEnd: boolean
  /** @param focus whether the newest message is to have the focus */
  onClick: (focus: boolean) => void
}

/** Says how much came below while one reads above, and leads there. */
export function NewBelow({ feed, me, newest, readSeq, shown, atEnd, onClick }: NewBelowProps) {
  const { t } = useTranslation('timeline')
  const [seen, setSeen] = useState(Math.max(readSeq, shown))
  useEffect(() => setSeen((now) => Math.max(now, shown)), [shown])
  if (atEnd) return null
  const count = newSince(feed, Math.max(seen, shown), newest, me)
  return (
    <button
      type="button"
      className="new-below"
      // Who is writing writes on; who came by keys goes on from there, for the button is gone then.
      onMouseDown={(event) => event.preventDefault()}
      onClick={({ currentTarget }) => onClick(currentTarget === document.activeElement)}
      aria-label={count > 0 ? t('below.goToNew', { count }) : t('below.goToNewest')}
    >
      {count > 0 && t('below.new', { count })} <ArrowDown aria-hidden />
    </button>
  )
}
