import { findProfiles, type Profile, type RoomId } from '@snug/contracts'
import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { membersQuery } from '../../people/members.ts'
import { api } from '../../session/api.ts'
import { type Names, namesIn } from './pieces.ts'

/** Usernames do not change; accounts may go, and members. */
const FRESH_MS = 5 * 60_000

const calledQuery = (username: string) =>
  queryOptions({
    queryKey: ['called', username],
    queryFn: async () => (await api(findProfiles, { query: { username } })).items[0] ?? null,
    staleTime: FRESH_MS,
  })

/** Which of the names in a text are those of members of the room. Nothing is asked for a text without names. */
export function useNames(roomId: RoomId, text: string): Names {
  const names = useMemo(() => namesIn(text), [text])
  const members = useQuery({ ...membersQuery(roomId), staleTime: FRESH_MS, enabled: names.length > 0 }).data
  const called = useQueries({ queries: names.map(calledQuery), combine: found })
  return useMemo(() => {
    const here = new Set(members?.map(({ profileId }) => profileId))
    return new Set(called.filter(({ id }) => here.has(id)).map(({ username }) => username.toLowerCase()))
  }, [called, members])
}

const found = (results: { data?: Profile | null | undefined }[]): Profile[] =>
  results.flatMap(({ data }) => (data ? [data] : []))
