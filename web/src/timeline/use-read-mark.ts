import type { Room, RoomId, Seq } from '@snug/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { afterNews } from '../rooms/after-news.ts'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { useUnreadFrom } from '../rooms/unread-from.ts'
import { useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'

/** A message has been read when it was on a visible screen for this long. */
const READ_AFTER_MS = 1_000

/** Moves my read mark to the last message on the screen, unless I want to read from there on anew. */
export function useReadMark(room: Room, seq: Seq): void {
  const { live } = useHouse()
  const markRead = useMarkRead(room.id)
  const visible = useVisible()
  const { kind } = useSyncExternalStore(live.line.subscribe, live.line.get)
  const isKept = useUnreadFrom(room.id) !== undefined
  const wanted = visible && !isKept && kind === 'open' && seq > (room.me?.readSeq ?? seq)
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(() => markRead(seq), READ_AFTER_MS)
    return () => clearTimeout(timer)
  }, [wanted, seq, markRead])
}

/** Says to the house, and to my list of rooms, that I have read up to a message. */
export function useMarkRead(roomId: RoomId): (seq: Seq) => void {
  const { live } = useHouse()
  const me = useMe()
  const queries = useQueryClient()
  return useCallback(
    (seq) => {
      live.read(roomId, seq, !me.privacy.seen)
      const event = { type: 'read' as const, roomId, seq }
      queries.setQueryData(myRoomsQuery.queryKey, (rooms) => rooms && afterNews(rooms, event, me.id))
    },
    [roomId, live, queries, me.id, me.privacy.seen],
  )
}

function useVisible(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed)
      return () => document.removeEventListener('visibilitychange', changed)
    },
    () => document.visibilityState === 'visible',
  )
}
