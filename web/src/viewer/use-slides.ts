import type { PhotoId, RoomId, Seq } from '@snug/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { shownIn } from '../photos/picture-pages.ts'
import { picturesAround, useKnownMessage, usePictureNews } from '../photos/room-pictures.ts'
import { sideToLoad, slideAt } from './slides.ts'

/** The pictures of the room around where one looks; more of them come as one comes near an end. */
export function useSlides(roomId: RoomId, seq: Seq, opened: PhotoId, current: PhotoId) {
  usePictureNews(roomId)
  const known = useKnownMessage(roomId, opened)
  const query = useInfiniteQuery({
    ...picturesAround(roomId, seq),
    placeholderData: () => {
      const message = known()
      const page = message && { items: [message], next: null, prev: null, revision: 0 }
      return page && { pages: [page], pageParams: [{ after: seq - 1 }] }
    },
  })
  const { data, isPlaceholderData, isFetching, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage } = query
  const slides = useMemo(() => shownIn(data?.pages.flatMap(({ items }) => items) ?? []), [data])
  const lastAt = useRef(-1)
  const at = slideAt(slides, current, lastAt.current)
  const loadedPages = isPlaceholderData ? 0 : (data?.pages.length ?? 0)

  useEffect(() => {
    lastAt.current = at
  }, [at])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that failed is asked for again at the next step, not at once
  useEffect(() => {
    if (loadedPages === 0 || at < 0 || isFetching) return
    const side = sideToLoad(slides.length, at, { before: hasPreviousPage, after: hasNextPage })
    if (side === 'before') void fetchPreviousPage()
    if (side === 'after') void fetchNextPage()
  }, [at, loadedPages])

  return {
    slides,
    at,
    error: slides.length === 0 ? query.error : null,
    isPending: query.isPending,
    refetch: query.refetch,
  }
}
