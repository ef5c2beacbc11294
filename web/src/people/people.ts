import { findProfiles, MAX_IDS, type Profile, type ProfileId } from '@snug/contracts'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../session/api.ts'

/** Names change seldom. */
const FRESH_MS = 5 * 60_000

export const profileQuery = (id: ProfileId) =>
  queryOptions({
    queryKey: ['profile', id],
    queryFn: () => profileById(id),
    staleTime: FRESH_MS,
  })

/** How to call somebody: null has no account any more, and of undefined nobody could say. */
export function nameOf(profile: Profile | null | undefined): string {
  return profile === null ? 'Deleted account' : (profile?.displayName ?? 'Somebody')
}

/** How to call somebody; undefined until it is known. */
export function useName(id: ProfileId): string | undefined {
  const { data, isPending } = useQuery(profileQuery(id))
  return isPending ? undefined : nameOf(data)
}

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
