import type { LiveEvent } from '@snug/client'
import { lastSeq } from '@snug/client'
import type { RoomId } from '@snug/contracts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useHouse, useLiveEvents } from '../session/house.tsx'
import { keptRooms } from '../session/kept-rooms.ts'
import { useMe } from '../session/session.ts'
import { afterNews } from './after-news.ts'
import { afterMention, mentions } from './mentions.ts'
import { myRoomsQuery, roomQuery } from './rooms.ts'

/** Rooms followed from the start, the liveliest; a line carries no more than 100 and some are opened besides. */
const MOST_FOLLOWED = 80

/** My rooms, and whether the house said so to this page: kept ones are drawn, but only it knows how far they are by now. */
function useKnownRooms() {
  const queries = useQueryClient()
  const { data: rooms, isFetchedAfterMount } = useQuery(myRoomsQuery)
  const [cameEarly] = useState(() => (queries.getQueryState(myRoomsQuery.queryKey)?.dataUpdatedAt ?? 0) > 0)
  return { rooms, areKnown: rooms !== undefined && (cameEarly || isFetchedAfterMount) }
}

/** Follows my rooms over the live line and lets their news change what is cached. Draws nothing. */
export function RoomNews() {
  const queries = useQueryClient()
  const me = useMe()
  const { live, feeds } = useHouse()
  const { rooms, areKnown } = useKnownRooms()

  useEffect(() => {
    if (!areKnown) return
    for (const { id, lastSeq: newest } of rooms?.slice(0, MOST_FOLLOWED) ?? []) {
      const held = feeds.has(id) ? feeds.of(id).get() : undefined
      if (held?.kept && newest > lastSeq(held)) feeds.apply(id, { type: 'gap', roomId: id, fromSeq: lastSeq(held) + 1 })
      live.follow(id, held?.loaded && !held.kept ? Math.min(newest, lastSeq(held)) : newest)
    }
  }, [rooms, areKnown, live, feeds])

  // Of a room that I lost while no page was open something may be kept. Who asks for its news is told so, and it goes.
  useEffect(() => {
    if (!areKnown) return
    const known = new Set(queries.getQueryData(myRoomsQuery.queryKey)?.map(({ id }) => id))
    const askFor = (kept: Set<RoomId>) => {
      for (const roomId of kept) if (!known.has(roomId)) live.follow(roomId, 0)
    }
    keptRooms(me.id).then(askFor, () => {}) // a browser that keeps nothing has nothing to lose
  }, [areKnown, queries, me.id, live])

  // While the line was down I may have been let into a room, or out of one.
  const { kind } = useSyncExternalStore(live.line.subscribe, live.line.get)
  useEffect(() => {
    if (kind === 'open') void queries.refetchQueries({ queryKey: ['rooms'], stale: true, type: 'active' })
  }, [kind, queries])

  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        const before = queries.getQueryData(myRoomsQuery.queryKey)
        const after = before && afterNews(before, event, me.id)
        // What changes nothing must not make a kept list look as if the house had just said it.
        if (after !== before) queries.setQueryData(myRoomsQuery.queryKey, after)
        mentions.set(afterMention(mentions.get(), event, me.username))
        if (event.type === 'room_left') void queries.resetQueries(roomQuery(event.roomId)) // what was known is not mine to see
        if (event.type === 'gap' || event.type === 'room_joined' || event.type === 'room_changed') {
          void queries.invalidateQueries({ queryKey: ['rooms'] })
          void queries.invalidateQueries({ queryKey: ['room', event.roomId] })
          void queries.invalidateQueries({ queryKey: ['members', event.roomId] })
          void queries.invalidateQueries({ queryKey: ['profile'] }) // who left may have no account any more
        }
      },
      [queries, me.id, me.username],
    ),
  )
  return null
}
