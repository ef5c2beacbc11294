import type { LiveEvent } from '@snug/client'
import type { ProfileId, RoomId } from '@snug/contracts'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useName } from '../people/people.ts'
import { useLiveEvents } from '../session/house.tsx'
import { useMe } from '../session/session.ts'

/** Whoever has not typed for this long has stopped. */
const FADE_MS = 5_000

/** Who is writing in the room right now. */
export function TypingLine({ roomId }: { roomId: RoomId }) {
  return <Writers people={useTyping(roomId)} />
}

/** That these are writing. It keeps its place when nobody is. */
export function Writers({ people }: { people: readonly ProfileId[] }) {
  const { t } = useTranslation('timeline')
  const [first, second, ...more] = people
  return (
    <p className="typing-line muted">
      {more.length > 0 ? (
        t('typing.several')
      ) : first && second ? (
        <Two {...{ first, second }} />
      ) : (
        first && <One id={first} />
      )}
    </p>
  )
}

function One({ id }: { id: ProfileId }) {
  const { t } = useTranslation('timeline')
  const name = useName(id) ?? '…'
  return t('typing.one', { name })
}

function Two({ first, second }: { first: ProfileId; second: ProfileId }) {
  const { t } = useTranslation('timeline')
  const [name, other] = [useName(first) ?? '…', useName(second) ?? '…']
  return t('typing.two', { name, other })
}

function useTyping(roomId: RoomId): ProfileId[] {
  const me = useMe()
  const [typing, setTyping] = useState<{ id: ProfileId; until: number }[]>([])
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        const without = (gone: ProfileId) => setTyping((now) => now.filter(({ id }) => id !== gone))
        if (event.type === 'message') without(event.message.authorId)
        if (event.type !== 'typing' || event.roomId !== roomId || event.profileId === me.id) return
        without(event.profileId)
        setTyping((now) => [...now, { id: event.profileId, until: performance.now() + FADE_MS }])
      },
      [roomId, me.id],
    ),
  )
  useEffect(() => {
    const next = typing[0]
    if (!next) return
    const timer = setTimeout(
      () => setTyping((now) => now.filter(({ until }) => until > performance.now())),
      next.until - performance.now(),
    )
    return () => clearTimeout(timer)
  }, [typing])
  return typing.map(({ id }) => id)
}
