import type { Feed } from '@snug/client'
import type { RoomId } from '@snug/contracts'
import { useEffect, useSyncExternalStore } from 'react'
import { useHouse } from './house.tsx'
import { freshen } from './kept-feeds.ts'

/** Brings a room that is drawn as an earlier page saw it up to date, as soon as there is a line. */
export function useFreshFeed(roomId: RoomId, { kept }: Feed): void {
  const { live, feeds } = useHouse()
  const { kind } = useSyncExternalStore(live.line.subscribe, live.line.get)
  useEffect(() => {
    if (kept && kind === 'open') freshen(roomId, feeds).catch(() => {}) // the next line may do better
  }, [kept, kind, roomId, feeds])
}
