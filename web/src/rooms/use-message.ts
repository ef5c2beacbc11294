import { isBehind, type LiveEvent } from '@snug/client'
import { getMessage, type Message, type RoomId, type Seq } from '@snug/contracts'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { api } from '../session/api.ts'
import { useHouse, useLiveEvents } from '../session/house.tsx'
import { messageOf } from './message-of.ts'

const messageQuery = (roomId: RoomId, seq: Seq) =>
  queryOptions({
    queryKey: ['message', roomId, seq],
    queryFn: () => api(getMessage, { params: { roomId, seq } }),
  })

/** A message of a room wherever it lies: out of the feed, or asked for. Undefined until it is known; null if nobody knows. */
export function useMessage(roomId: RoomId, seq: Seq): Message | null | undefined {
  const { feeds } = useHouse()
  const store = feeds.of(roomId)
  const loaded = useSyncExternalStore(store.subscribe, () => messageOf(store.get(), seq))
  const asked = useQuery({ ...messageQuery(roomId, seq), enabled: !loaded })
  useKeptTrue(roomId, seq)
  return loaded ?? (asked.isError ? null : asked.data)
}

/** What was asked for hears of changes, as the feed does. */
function useKeptTrue(roomId: RoomId, seq: Seq): void {
  const queries = useQueryClient()
  const { feeds } = useHouse()
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        const { queryKey } = messageQuery(roomId, seq)
        if (event.type === 'message_edited' && event.message.roomId === roomId && event.message.seq === seq)
          queries.setQueryData(queryKey, event.message)
        if (event.type === 'message_deleted' && event.roomId === roomId && event.seq === seq)
          queries.setQueryData(
            queryKey,
            (known) => known && { ...known, text: '', photos: [], deletedAt: event.deletedAt },
          )
        if (event.type === 'revision' && event.roomId === roomId && isBehind(feeds.of(roomId).get()))
          void queries.invalidateQueries({ queryKey })
      },
      [queries, feeds, roomId, seq],
    ),
  )
}
