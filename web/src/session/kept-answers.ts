import type { OwnProfile } from '@snug/contracts'
import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { database, type KeptAnswer, ofOwner, together } from './database.ts'
import { inTime } from './in-time.ts'
import { wasSignedIn } from './renewal.ts'
import { askWhoIAm, meQuery } from './session.ts'
import { soon } from './soon.ts'

/** With what is known already, the house is waited for no longer than this at the start, in ms. */
const START_MS = 1_500
/** Reading what an earlier page was told takes no longer than this, in ms; then the page begins without. */
const OPEN_MS = 1_000
/** What comes within this, in ms, is kept together. */
const PAUSE_MS = 500

/** What a page needs to open without the house: who I am, my rooms, who people are, who is where. */
const isKept = ([about, which]: QueryKey) =>
  about === 'me' || about === 'profile' || about === 'members' || (about === 'rooms' && which === 'mine')

/**
 * Begins with what an earlier page was told, so that a page opens without the house too. Only a house that says so ends the
 * session; a line that is down does not.
 */
export async function openKeptAnswers(queries: QueryClient): Promise<void> {
  const answer = wasSignedIn() ? askWhoIAm() : undefined // on its way while the database opens
  answer?.catch(() => {}) // it is asked again where it is needed
  const kept = await inTime(OPEN_MS, keptAnswers()).catch(() => [])
  const me = kept.find(({ key }) => key[0] === 'me')?.data as OwnProfile | undefined
  // All of it is asked for again when it is drawn, however new it is: between two pages nobody listened. What this page has
  // been told already is newer.
  for (const { key, data } of me ? kept : [])
    if (!queries.getQueryState(key)?.dataUpdatedAt) queries.setQueryData(key, data, { updatedAt: 0 })
  if (me) await begin(queries, me, answer ?? askWhoIAm())
  else await answer?.then((now) => queries.setQueryData(meQuery.queryKey, now)).catch(() => {})
  keepAnswers(queries)
}

async function begin(queries: QueryClient, me: OwnProfile, asked: Promise<OwnProfile | null>): Promise<void> {
  const tell = (now: OwnProfile | null) => queries.setQueryData(meQuery.queryKey, now)
  let isLate = false
  const answer = asked.then(
    (now) => {
      if (!now && isLate) return // a session found over later is told by the live line
      if (now?.id !== me.id) queries.removeQueries({ predicate: isOfPerson })
      tell(now)
    },
    () => tell(me),
  )
  await Promise.race([answer, new Promise((late) => setTimeout(late, START_MS))])
  isLate = true
}

/** All but who that is. */
const isOfPerson = ({ queryKey }: { queryKey: QueryKey }) => queryKey[0] !== meQuery.queryKey[0]

/** Those of one person: two tabs may have kept answers for two, one after the other. */
async function keptAnswers(): Promise<KeptAnswer[]> {
  const { store } = (await database()).transaction('answers')
  const owner = (await store.getAllKeys())[0]?.[0]
  const kept = owner ? await store.getAll(ofOwner(owner)) : []
  return kept.filter(({ key }) => Array.isArray(key))
}

/** Keeps what the house says from now on, for the person it is said to alone. */
function keepAnswers(queries: QueryClient): void {
  const changed = new Map<string, QueryKey>()
  const keep = soon(PAUSE_MS, () => {
    const owner = queries.getQueryData(meQuery.queryKey)?.id
    const answers = [...changed].flatMap(([hash, key]) => {
      const data = queries.getQueryData(key)
      return data === undefined ? [] : [{ hash, kept: { key, data } }]
    })
    changed.clear()
    if (!owner) return
    void together(['answers', 'feeds'], async (all) => {
      for (const name of ['answers', 'feeds'] as const)
        for (const key of await all.objectStore(name).getAllKeys())
          if (key[0] !== owner) await all.objectStore(name).delete(key as never)
      for (const { hash, kept } of answers) await all.objectStore('answers').put(kept, [owner, hash])
    }).catch(() => {})
  })
  const note = ({ queryKey, state }: Query) => {
    if (state.status !== 'success' || !isKept(queryKey)) return
    changed.set(hashKey(queryKey), queryKey)
    keep()
  }
  queries.getQueryCache().subscribe(({ type, query }) => type === 'updated' && note(query))
  for (const query of queries.getQueryCache().getAll()) if (query.state.dataUpdatedAt > 0) note(query) // came early
}
