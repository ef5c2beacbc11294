import type { ProfileId, RoomId } from '@snug/contracts'
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query'

/** Who lets themselves be seen in a room now. Nobody can be asked for it: the live line tells, see `PeopleNews`. */
export const presenceQuery = (roomId: RoomId) =>
  queryOptions<ProfileId[]>({ queryKey: ['presence', roomId], queryFn: skipToken, staleTime: Number.POSITIVE_INFINITY })

const NOBODY: ReadonlySet<ProfileId> = new Set()
const asSet = (here: ProfileId[]): ReadonlySet<ProfileId> => new Set(here)

/** Who is in a room now, as far as they let it be seen; nobody in large rooms, or while the line is down. */
export function usePresence(roomId: RoomId): ReadonlySet<ProfileId> {
  const { data = NOBODY } = useQuery({ ...presenceQuery(roomId), select: asSet })
  return data
}
