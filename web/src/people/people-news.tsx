import type { LiveEvent } from '@snug/client'
import { type Query, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { useHouse, useLiveEvents } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { membersQuery } from './members.ts'
import { presenceQuery } from './presence.ts'
import { afterSeen } from './seen.ts'

/** Lets the others see that I am here, if I like that, and keeps what they let me see of them. Draws nothing. */
export function PeopleNews() {
  const queries = useQueryClient()
  const { live } = useHouse()
  const { privacy } = useMe()
  const { kind } = useSyncExternalStore(live.line.subscribe, live.line.get)

  useEffect(() => live.appear(privacy.presence), [live, privacy.presence])

  // Who is here is told once and not asked for again, so it is kept also of rooms that nobody looks into.
  useEffect(() => queries.setQueryDefaults(['presence'], { gcTime: Number.POSITIVE_INFINITY }), [queries])

  // Without a line nobody knows who is here; after it, who has read what meanwhile. What a page asks at its start is new enough.
  const lostAt = useRef(0)
  useEffect(() => {
    if (kind === 'open') {
      const isOlder = ({ state }: Query) => state.dataUpdatedAt < lostAt.current
      void queries.invalidateQueries({ queryKey: ['members'], predicate: isOlder }, { cancelRefetch: false })
      return
    }
    lostAt.current = Date.now()
    queries.setQueriesData({ queryKey: ['presence'] }, [])
  }, [kind, queries])

  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        if (event.type === 'presence') queries.setQueryData(presenceQuery(event.roomId).queryKey, event.here)
        if (event.type === 'seen')
          queries.setQueryData(
            membersQuery(event.roomId).queryKey,
            (members) => members && afterSeen(members, event.profileId, event.seq),
          )
        if (event.type === 'room_left')
          for (const about of ['members', 'presence']) queries.removeQueries({ queryKey: [about, event.roomId] })
      },
      [queries],
    ),
  )
  return null
}
