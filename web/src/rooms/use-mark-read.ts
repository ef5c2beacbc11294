import type { Room } from '@snug/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { afterNews } from './after-news.ts'
import { myRoomsQuery } from './rooms.ts'

/** Marks all that was said in a room as read. */
export function useMarkRead(): (room: Room) => void {
  const { live } = useHouse()
  const queries = useQueryClient()
  const me = useMe()
  return useCallback(
    (room) => {
      if (!room.me?.unreadCount) return
      const { id: roomId, lastSeq: seq } = room
      live.read(roomId, seq, !me.privacy.seen)
      queries.setQueryData(
        myRoomsQuery.queryKey,
        (rooms) => rooms && afterNews(rooms, { type: 'read', roomId, seq }, me.id),
      )
    },
    [live, queries, me.id, me.privacy.seen],
  )
}
