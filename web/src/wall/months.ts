import { listPhotoMonths, MAX_PAGE, type Reply, type RoomId, type Seq } from '@snug/contracts'
import { queryOptions } from '@tanstack/react-query'
import { type PicturePage, type PicturePages, type Shown, shownIn } from '../photos/picture-pages.ts'
import { picturePage, picturesKey } from '../photos/room-pictures.ts'
import { api } from '../session/api.ts'

export type PhotoMonth = Reply<typeof listPhotoMonths>['items'][number]

/** The line keeps what is looked at; what was looked at before is asked for again. */
const KEPT_BY_THE_LINE = { staleTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false } as const

/** The months of a room that have pictures, the newest first. */
export const monthsQuery = (roomId: RoomId) =>
  queryOptions({
    queryKey: [...picturesKey(roomId), 'months'],
    queryFn: async () => (await api(listPhotoMonths, { params: { roomId } })).items,
    ...KEPT_BY_THE_LINE,
  })

/** The messages with pictures of the month that stands at `at` in the list of months. */
export const monthQuery = (roomId: RoomId, months: readonly PhotoMonth[], at: number) =>
  queryOptions({
    queryKey: [...picturesKey(roomId), 'month', months[at]?.month],
    queryFn: () =>
      pagesBetween(roomId, months[at + 1]?.lastSeq ?? 0, at > 0 ? months[at]?.lastSeq : Number.POSITIVE_INFINITY),
    ...KEPT_BY_THE_LINE,
  })

/** Page after page, until the message `upTo` is among them. */
async function pagesBetween(roomId: RoomId, after: Seq, upTo = 0): Promise<PicturePages> {
  const pages: PicturePage[] = []
  for (let next: Seq | null = after; next !== null; ) {
    const page: PicturePage = await picturePage(roomId, { after: next }, MAX_PAGE)
    pages.push(page)
    next = (page.items.at(-1)?.seq ?? upTo) >= upTo ? null : page.next
  }
  return { pages }
}

/** Months are counted by UTC, as the house does. */
const monthOf = (time: Date) => time.toISOString().slice(0, 7)

/** The pictures of a month as they hang: the newest message first, its pictures in their order. */
export function shownOn({ pages }: PicturePages, month: string): Shown[] {
  const messages = pages.flatMap(({ items }) => items).filter(({ sentAt }) => monthOf(sentAt) === month)
  return shownIn(messages.toReversed())
}

/** A day by which a month can be named, whatever the time zone. */
export const dayIn = (month: string): Date => new Date(`${month}-15T12:00:00Z`)
