import { type AvatarId, findProfiles, MAX_IDS, type OwnProfile, type Profile, ProfileId } from '@snug/contracts'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../session/api.ts'
import { meQuery } from '../session/session.ts'
import { t } from '../words/words.ts'

/** Names change seldom. */
const FRESH_MS = 5 * 60_000

export const profileQuery = (id: ProfileId) =>
  queryOptions({
    queryKey: ['profile', id],
    queryFn: () => profileById(id),
    staleTime: FRESH_MS,
  })

/** Somebody as an address names them: by id, or by username as people write it. Null for nobody. */
export const personQuery = (person: string) => {
  const { data: id } = ProfileId.safeParse(person) // which no username looks like
  return queryOptions({
    queryKey: ['profile', person],
    queryFn: () => (id ? profileById(id) : profileByUsername(person)),
    staleTime: FRESH_MS,
  })
}

async function profileByUsername(username: string): Promise<Profile | null> {
  const { items } = await api(findProfiles, { query: { username } })
  return items[0] ?? null
}

/** Shows the signed-in person everywhere as they are from now on. */
export function showMe(queries: QueryClient, me: OwnProfile): void {
  queries.setQueryData(meQuery.queryKey, me)
  queries.setQueryData(profileQuery(me.id).queryKey, me)
  void queries.invalidateQueries({ queryKey: ['profile', me.username] })
}

/** How to call somebody: null has no account any more, and of undefined nobody could say. */
export function nameOf(profile: Profile | null | undefined): string {
  return profile === null ? t('people:deleted') : (profile?.displayName ?? t('people:somebody'))
}

/** How to call somebody and what they show; no name until it is known. */
export function useProfile(id: ProfileId): { name: string | undefined; avatarId: AvatarId | null } {
  const { data, isPending } = useQuery(profileQuery(id))
  return { name: isPending ? undefined : nameOf(data), avatarId: data?.avatarId ?? null }
}

/** How to call somebody; undefined until it is known. */
export const useName = (id: ProfileId): string | undefined => useProfile(id).name

let asked: Map<ProfileId, { resolve: (profile: Profile | null) => void; reject: (error: unknown) => void }> | undefined

/** Who is asked for within one turn is looked up in one call. Null for an account that is gone. */
function profileById(id: ProfileId): Promise<Profile | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Profile | null>()
  if (!asked) {
    asked = new Map()
    queueMicrotask(() => void lookUp())
  }
  asked.set(id, { resolve, reject })
  if (asked.size >= MAX_IDS) void lookUp()
  return promise
}

async function lookUp(): Promise<void> {
  const batch = asked
  asked = undefined
  if (!batch) return
  try {
    const { items } = await api(findProfiles, { query: { ids: [...batch.keys()].join(',') } })
    const byId = new Map(items.map((profile) => [profile.id, profile]))
    for (const [id, { resolve }] of batch) resolve(byId.get(id) ?? null)
  } catch (error) {
    for (const { reject } of batch.values()) reject(error)
  }
}
