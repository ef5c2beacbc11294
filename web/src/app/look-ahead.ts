import type { QueryClient } from '@tanstack/react-query'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { wasSignedIn } from '../session/renewal.ts'
import type { newRouter } from './router.tsx'

/**
 * Asks for the code of the screen at this address and for my rooms while the house is still asked who is there: one wait
 * instead of three. Who was never signed in here is led to the door, and needs none of it.
 */
export function lookAhead(router: ReturnType<typeof newRouter>, queries: QueryClient): void {
  const [routes] = router.getMatchedRoutes(router.latestLocation.pathname)
  if (!wasSignedIn() || !routes.some((route) => route.id === '/signedIn')) return
  for (const route of routes) void router.loadRouteChunk(route)
  void queries.prefetchQuery(myRoomsQuery)
}
