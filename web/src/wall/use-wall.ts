import type { LiveEvent } from '@snug/client'
import type { RoomId } from '@snug/contracts'
import { type UseQueryResult, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { PicturePages } from '../photos/picture-pages.ts'
import { usePictureNews } from '../photos/room-pictures.ts'
import { useLiveEvents } from '../session/house.tsx'
import { monthQuery, monthsQuery, type PhotoMonth, shownOn } from './months.ts'
import type { MonthOfWall } from './wall-layout.ts'

const NONE: readonly PhotoMonth[] = []

/** What hangs on the wall of a room: every month, and the pictures of those that are wanted. */
export function useWall(roomId: RoomId, wanted: ReadonlySet<string>) {
  usePictureNews(roomId)
  useMonthNews(roomId)
  const list = useQuery(monthsQuery(roomId))
  const months = list.data ?? NONE
  const asked = months.flatMap(({ month }, at) => (wanted.has(month) ? [at] : []))
  const loaded = useQueries({
    queries: asked.map((at) => monthQuery(roomId, months, at)),
    combine: dataOf,
  })
  const drawn = useMemo(() => {
    const pages = new Map(months.filter(({ month }) => wanted.has(month)).map(({ month }, at) => [month, loaded[at]]))
    return months.map(({ month, photos }): MonthOfWall => {
      const held = pages.get(month)?.data
      return { month, count: photos, shown: held && shownOn(held, month) }
    })
  }, [months, wanted, loaded])
  const failed = loaded.find(({ error }) => error)
  return { list, months: drawn, failed }
}

const dataOf = (results: UseQueryResult<PicturePages>[]) =>
  results.map(({ data, error, refetch }) => ({ data, error, refetch }))

/** Months come and go with their pictures. */
function useMonthNews(roomId: RoomId): void {
  const queries = useQueryClient()
  useLiveEvents(
    useCallback(
      (event: LiveEvent) => {
        const counts = event.type === 'message' ? event.message.photos.length > 0 : CHANGES_COUNTS.has(event.type)
        const about = 'message' in event ? event.message.roomId : event.roomId
        if (counts && about === roomId) void queries.invalidateQueries(monthsQuery(roomId))
      },
      [queries, roomId],
    ),
  )
}

const CHANGES_COUNTS = new Set<LiveEvent['type']>(['message_deleted', 'photo_removed'])
