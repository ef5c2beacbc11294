import type { Room } from '@snug/contracts'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReadAgain, useUnreadFrom } from '../rooms/unread-from.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EmptyRoom } from './empty-room.tsx'
import { MessageList, type TimelineHandle } from './message-list.tsx'
import { type Named, useFeed, useStay } from './use-feed.ts'
import './timeline.css'

interface TimelineProps {
  ref?: Ref<TimelineHandle>
  room: Room
  /** The message that the address names. */
  named?: Named | undefined
  onAddPictures: () => void
  /** None for whoever may invite nobody. */
  onInvite: (() => void) | undefined
}

/** What was said, the newest at the bottom. It opens at what is new, and history comes in without moving what one reads. */
export function Timeline({ ref, room, named, onAddPictures, onInvite }: TimelineProps) {
  const { t } = useTranslation('timeline')
  const { store, feed, older, newer } = useFeed(room)
  const { stay, error, goTo, retry } = useStay(room, store, named)
  // The line of what is new stays where it was when the room was opened, or put since, until it is left.
  const [openedAt] = useState(() => (room.me && room.me.unreadCount > 0 ? room.me.readSeq : undefined))
  const from = useUnreadFrom(room.id)
  const readSeq = from === undefined ? openedAt : from - 1
  useReadAgain(room.id)
  const [frame, setFrame] = useState<HTMLDivElement | null>(null)
  const isEmpty = feed.reachedStart && feed.reachedEnd && feed.messages.length + feed.pending.length === 0
  return (
    <div ref={setFrame} className="timeline">
      {stay && frame ? (
        <MessageList
          key={stay.visit}
          handle={ref}
          {...{ room, store, feed, older, newer, stay, goTo, readSeq, frame }}
          empty={isEmpty && <EmptyRoom room={room} onAddPictures={onAddPictures} onInvite={onInvite} />}
        />
      ) : (
        !error && <Skeleton lines={8} label={t('list.loading')} />
      )}
      {error && (
        <div className="timeline-problem">
          <ProblemNote error={error} onRetry={retry} />
        </div>
      )}
    </div>
  )
}
