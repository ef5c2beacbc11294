import { changesQuery, type Feed, type Feeds, isBehind } from '@snug/client'
import { listChanges, type RoomId } from '@snug/contracts'
import { useEffect, useSyncExternalStore } from 'react'
import { api } from './api.ts'
import { useHouse } from './house.tsx'

/** Changes that seem to be missing are mostly on their way. And a crowd that misses one does not ask in the same moment. In ms. */
const wait = () => 100 + 400 * Math.random()
/** When the house does not answer, in ms until it is asked again. */
const RETRY_MS = 5_000

/** Learns what was changed in a room while nobody told: without a line, before this page, or while a page was on its way. */
export function useFreshFeed(roomId: RoomId, feed: Feed): void {
  const { live, feeds } = useHouse()
  const { kind } = useSyncExternalStore(live.line.subscribe, live.line.get)
  const asks = isBehind(feed) && kind === 'open'
  useEffect(() => {
    if (!asks) return
    let isOver = false
    const ask = () =>
      void freshen(roomId, feeds).catch(() => {
        if (!isOver) timer = setTimeout(ask, RETRY_MS)
      })
    let timer = setTimeout(ask, wait())
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [asks, roomId, feeds])
}

/** Asks for changes until none is missing, or the house has no more. */
async function freshen(roomId: RoomId, feeds: Feeds): Promise<void> {
  for (let feed = feeds.of(roomId).get(); isBehind(feed); feed = feeds.of(roomId).get()) {
    const query = changesQuery(feed)
    const changes = await api(listChanges, { params: { roomId }, query })
    feeds.apply(roomId, { type: 'changes', ...query, ...changes })
    if (changes.revision <= query.since) return
  }
}
