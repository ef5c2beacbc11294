import { Feeds, Live } from '@snug/client'
import { QueryClient, QueryClientProvider, type QueryKey } from '@tanstack/react-query'
import { CatchBoundary, createMemoryHistory, RouterContextProvider } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { membersQuery } from '../../people/members.ts'
import { personQuery, profileQuery } from '../../people/people.ts'
import { presenceQuery } from '../../people/presence.ts'
import { DeletingProvider } from '../../posts/deleting.tsx'
import { DeskContext } from '../../posts/desk.tsx'
import { Drafts } from '../../posts/drafts.ts'
import type { Desk } from '../../posts/open-desk.ts'
import { Posts } from '../../posts/posts.ts'
import { myRoomsQuery } from '../../rooms/rooms.ts'
import { HouseContext } from '../../session/house.tsx'
import { meQuery } from '../../session/session.ts'
import { sentenceOf } from '../../ui/problem-words.ts'
import { newRouter } from '../router.tsx'
import { ada, GUESTS, gone, layla, PEOPLE } from './samples/people.ts'
import { lake, MEMBERS, MY_MEMBERS, mine, ROOMS } from './samples/rooms.ts'

/** All that components stand in: the real parts, with a house behind them that says nothing. */
export interface World {
  queries: QueryClient
  live: Live
  feeds: Feeds
  desk: Desk
  router: ReturnType<typeof newRouter>
}

/** Changes the world before anything is drawn. */
export type Prime = (world: World) => void | Promise<void>

const never = () => new Promise<never>(() => {})

/** What was never asked for stays asked for; what is here stays as it is. */
const newQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, retryOnMount: false, refetchOnWindowFocus: false },
    },
  })

function newDesk(feeds: Feeds): Desk {
  const posts = new Posts({
    ...{ keep: async () => new Map(), measure: never, hash: never, reserve: never, sendBytes: never, clear: never },
    ...{ say: () => {}, unsay: () => {}, read: never, feedOf: (roomId) => feeds.of(roomId), explain: sentenceOf },
  })
  const drafts = new Drafts(ada.id, async () => {})
  return { posts, drafts, send: () => {}, flush: () => {}, isUnkept: () => false, close: () => {} }
}

async function newWorld(at: string, prime: Prime): Promise<World> {
  const queries = newQueries()
  const feeds = new Feeds()
  const live = new Live({ me: ada.id, dial: never })
  const router = newRouter(queries, createMemoryHistory({ initialEntries: [at] }))
  const world = { queries, feeds, live, router, desk: newDesk(feeds) }
  live.line.set({ kind: 'open' })
  introduce(queries)
  await prime(world)
  await router.load()
  return world
}

function introduce(queries: QueryClient): void {
  queries.setQueryData(meQuery.queryKey, ada)
  for (const person of PEOPLE) {
    queries.setQueryData(profileQuery(person.id).queryKey, person)
    queries.setQueryData(personQuery(person.username).queryKey, person)
    queries.setQueryData(['called', person.username], person)
  }
  for (const guest of GUESTS) queries.setQueryData(profileQuery(guest.id).queryKey, guest)
  queries.setQueryData(profileQuery(gone).queryKey, null)
  queries.setQueryData(myRoomsQuery.queryKey, [...ROOMS])
  queries.setQueryData(membersQuery(lake.id).queryKey, [...MEMBERS])
  queries.setQueryData(membersQuery(mine.id).queryKey, [...MY_MEMBERS])
  queries.setQueryData(presenceQuery(lake.id).queryKey, [ada.id, layla.id])
}

/** As if it had been asked for in vain. */
export function fail(queries: QueryClient, queryKey: QueryKey, error: Error): void {
  queries.removeQueries({ queryKey })
  queries.getQueryCache().build(queries, { queryKey }).setState({ status: 'error', error, fetchStatus: 'idle' })
}

const asItIs: Prime = () => {}

interface WorldAtProps {
  /** The address. */
  at?: string | undefined
  prime?: Prime | undefined
  children: ReactNode
}

/** A world of its own for what is drawn in it. */
export function WorldAt({ at = '/', prime = asItIs, children }: WorldAtProps) {
  const [world, setWorld] = useState<World>()
  useEffect(() => {
    let isOver = false
    void newWorld(at, prime).then((made) => isOver || setWorld(made))
    return () => {
      isOver = true
    }
  }, [at, prime])
  if (!world) return null
  return (
    <QueryClientProvider client={world.queries}>
      <RouterContextProvider router={world.router}>
        <HouseContext value={world}>
          <DeskContext value={world.desk}>
            <DeletingProvider>
              <CatchBoundary getResetKey={() => at} errorComponent={Fault}>
                <Suspense>{children}</Suspense>
              </CatchBoundary>
            </DeletingProvider>
          </DeskContext>
        </HouseContext>
      </RouterContextProvider>
    </QueryClientProvider>
  )
}

/** A specimen that cannot be drawn spoils no other. */
const Fault = ({ error }: { error: unknown }) => <p className="problem">{String(error)}</p>
