import { markUnread, type RoomId, type Seq } from '@snug/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../session/api.ts'
import { useMe } from '../session/session.ts'
import { sentenceOf } from '../ui/problem-note.tsx'
import { notify } from '../ui/toasts.ts'
import { t } from '../words/words.ts'
import { afterNews } from './after-news.ts'
import { myRoomsQuery } from './rooms.ts'
import { keepUnread, readAgain } from './unread-from.ts'

/** Has a message, and what came after it, count as unread; seen at once, and taken back when the house does not take it. */
export function useMarkUnread(): (roomId: RoomId, seq: Seq) => Promise<void> {
  const queries = useQueryClient()
  const me = useMe()
  return useCallback(
    async (roomId, seq) => {
      const before = queries.getQueryData(myRoomsQuery.queryKey)?.find(({ id }) => id === roomId)
      keepUnread(roomId, seq)
      queries.setQueryData(
        myRoomsQuery.queryKey,
        (rooms) => rooms && afterNews(rooms, { type: 'unread', roomId, seq }, me.id),
      )
      try {
        await api(markUnread, { params: { roomId, seq } })
        notify({ sentence: t('timeline:markedUnread') })
      } catch (error) {
        readAgain(roomId)
        queries.setQueryData(myRoomsQuery.queryKey, (rooms) =>
          rooms?.map((room) => (before && room.id === roomId ? before : room)),
        )
        void queries.invalidateQueries(myRoomsQuery) // for what came there meanwhile
        notify({ sentence: `${t('timeline:notMarkedUnread')} ${sentenceOf(error)}` })
      }
    },
    [queries, me.id],
  )
}
