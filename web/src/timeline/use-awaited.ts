import { awaiting, type Feed, type Feeds } from '@snug/client'
import { listMessages, MAX_PAGE, type Message, type RoomId } from '@snug/contracts'
import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'

/** Between looks at what is still to come, in ms: the live line tells first, this is for what it could not tell. */
const LOOK_EVERY_MS = 30_000

/** Reads messages again that await pictures: when the line is back, and now and then. */
export function useAwaited(roomId: RoomId, feed: Feed): void {
  const { live, feeds } = useHouse()
  const { kind } = useSyncExternalStore(live.line.subscribe, live.line.get)
  const isAwaiting = awaiting(feed).length > 0
  useEffect(() => {
    if (!isAwaiting || kind !== 'open') return
    const look = () => void readAgain(feeds, roomId).catch(() => {}) // the next look may do better
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [isAwaiting, kind, feeds, roomId])
}

/** They lie together mostly, so that one page has them all. */
async function readAgain(feeds: Feeds, roomId: RoomId): Promise<void> {
  let left: readonly Message[] = awaiting(feeds.of(roomId).get())
  for (;;) {
    const [first, last] = [left[0]?.seq, left.at(-1)?.seq]
    if (first === undefined || last === undefined) return
    const limit = Math.min(last - first + 1, MAX_PAGE)
    const { items } = await api(listMessages, { params: { roomId }, query: { after: first - 1, limit } })
    // As edits, for they change what is here and bring nothing that is not.
    for (const message of items) feeds.apply(roomId, { type: 'message_edited', message })
    left = left.filter(({ seq }) => seq >= first + limit)
  }
}
