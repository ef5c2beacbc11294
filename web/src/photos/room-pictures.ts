import type { LiveEvent } from '@snug/client'
import { listMessages, type Message, PAGE, type PhotoId, type Revision, type RoomId, type Seq } from '@snug/contracts'
import { infiniteQueryOptions, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '../session/api.ts'
import { useHouse, useLiveEvents } from '../session/house.tsx'
import { ABOUT_PICTURES, afterNews, type PicturePage, type PicturePages } from './picture-pages.ts'

/** Where a page begins: after a message, or before one. */
export type From = { after: Seq } | { before: Seq }

/** All that the cache holds of the pictures of a room begins with this. */
export const picturesKey = (roomId: RoomId) => ['pictures', roomId] as const

export const picturePage = (roomId: RoomId, from: From, limit = PAGE): Promise<PicturePage> =>
  api(listMessages, { params: { roomId }, query: { ...from, limit, with: 'photos' } })

/** The pictures of a room around a message, as far as one has looked to both sides. */
export const picturesAround = (roomId: RoomId, seq: Seq) =>
  infiniteQueryOptions({
    queryKey: [...picturesKey(roomId), 'around', seq],
    queryFn: ({ pageParam }) => picturePage(roomId, pageParam),
    initialPageParam: { after: seq - 1 } as From,
    getNextPageParam: ({ next }): From | undefined => (next === null ? undefined : { after: next }),
    getPreviousPageParam: ({ prev }): From | undefined => (prev === null ? undefined : { before: prev }),
    staleTime: 0, // the line keeps it while it is looked at, and not after
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** Whether something is held that was read before that change, which nobody may have told of. */
const isOlder = (queries: QueryClient, roomId: RoomId, revision: Revision): boolean =>
  queries
    .getQueriesData<PicturePages>({ queryKey: picturesKey(roomId) })
    .some(([, held]) => held?.pages?.some((page) => page.revision < revision))

const roomOf = (event: LiveEvent): RoomId => ('message' in event ? event.message.roomId : event.roomId)

/** Keeps what is held of the pictures of a room true while somebody looks at them. */
export function usePictureNews(roomId: RoomId): void {
  const queries = useQueryClient()
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        if (roomOf(event) !== roomId) return
        const queryKey = picturesKey(roomId)
        if (event.type === 'gap' || (event.type === 'revision' && isOlder(queries, roomId, event.revision)))
          void queries.invalidateQueries({ queryKey })
        else if (ABOUT_PICTURES.has(event.type))
          queries.setQueriesData<PicturePages>({ queryKey }, (held) => (held?.pages ? afterNews(held, event) : held))
      },
      [queries, roomId],
    ),
  )
}

/** A message that shows this picture, if the timeline or the wall has it: then it is seen at once. */
export function useKnownMessage(roomId: RoomId, photoId: PhotoId): () => Message | undefined {
  const queries = useQueryClient()
  const { feeds } = useHouse()
  return useCallback(() => {
    const shows = ({ photos }: Message) => photos.some(({ id }) => id === photoId)
    const inTimeline = feeds.has(roomId) ? feeds.of(roomId).get().messages.find(shows) : undefined
    if (inTimeline) return inTimeline
    const held = queries.getQueriesData<PicturePages>({ queryKey: picturesKey(roomId) })
    return held.flatMap(([, pages]) => pages?.pages?.flatMap(({ items }) => items) ?? []).find(shows)
  }, [queries, feeds, roomId, photoId])
}
