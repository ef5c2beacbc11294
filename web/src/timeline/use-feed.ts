import type { Feeds, Live, LiveEvent } from '@snug/client'
import { isWhole, lastSeq } from '@snug/client'
import { listMessages, MAX_PAGE, PAGE, type Room, type RoomId } from '@snug/contracts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { api } from '../session/api.ts'
import { useHouse, useLiveEvents } from '../session/house.tsx'
import { useAwaited } from './use-awaited.ts'

/** Pages that come while the room is talking may just miss what the line just brought; then one asks again. */
const TRIES = 3

/** The feed of a room, loaded and kept whole. */
export function useFeed(room: Room) {
  const roomId = room.id
  const unread = room.me?.unreadCount ?? 0
  const { live, feeds } = useHouse()
  const store = feeds.of(roomId)
  const feed = useSyncExternalStore(store.subscribe, store.get)

  const newest = useQuery({
    queryKey: ['newest', roomId],
    queryFn: () => loadNewest(live, feeds, roomId, unread),
    // Once loaded the line keeps it; a feed that was forgotten, or is new, is loaded whatever the query remembers.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: feed.loaded ? false : 'always',
  })
  const older = useMutation({ mutationFn: () => loadOlder(feeds, roomId) })

  useEffect(() => {
    for (const message of live.waiting(roomId)) feeds.apply(roomId, { type: 'queued', roomId, message })
  }, [live, feeds, roomId])

  useAwaited(roomId, feed)

  const { refetch } = newest
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => void (event.type === 'gap' && event.roomId === roomId && refetch()),
      [roomId, refetch],
    ),
  )
  return { feed, newest, older }
}

/** The newest page, long enough to begin with what is unread, if one page may. */
async function loadNewest(live: Live, feeds: Feeds, roomId: RoomId, unread: number): Promise<true> {
  const limit = Math.min(Math.max(PAGE, unread + 1), MAX_PAGE)
  for (let tries = 0; tries < TRIES; tries++) {
    const { items, prev } = await api(listMessages, { params: { roomId }, query: { limit } })
    feeds.apply(roomId, { type: 'page', items, reachedStart: prev === null })
    const feed = feeds.of(roomId).get()
    live.follow(roomId, lastSeq(feed))
    if (isWhole(feed, live.heard(roomId))) break
  }
  return true
}

async function loadOlder(feeds: Feeds, roomId: RoomId): Promise<void> {
  const [first] = feeds.of(roomId).get().messages
  if (!first) return
  const { items, prev } = await api(listMessages, { params: { roomId }, query: { before: first.seq, limit: PAGE } })
  feeds.apply(roomId, { type: 'page', items, reachedStart: prev === null })
}
