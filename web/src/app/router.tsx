import { PhotoId, RoomId, Seq } from '@snug/contracts'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  notFound,
  Outlet,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { z } from 'zod'
import { wasSignedIn } from '../session/renewal.ts'
import { meQuery } from '../session/session.ts'
import { Broken, Lost } from '../ui/lost.tsx'
import { part } from '../ui/part.tsx'

/** A screen whose code comes when it is gone to. */
// biome-ignore lint/suspicious/noExplicitAny: of whatever properties, as React has it
const screen = <C extends ComponentType<any>>(load: () => Promise<C>) =>
  part(async () => ({ default: await load() }), 'screen')

interface RouterContext {
  queries: QueryClient
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: Lost,
  errorComponent: Broken,
})

/** Where to go after the door: an address of this page and nothing else. */
const isHere = (next: unknown): next is string => typeof next === 'string' && /^\/(?![/\\])/.test(next)

interface DoorSearch {
  next?: string | undefined
  deleted?: boolean | undefined
}

/** Names all that is read, also what it refuses: what is not named the router leaves as the address says it. */
const doorSearch = ({ next, deleted }: Record<string, unknown>): DoorSearch => ({
  next: isHere(next) ? next : undefined,
  deleted: deleted === true || undefined,
})

/** Who is in already is led past the door. Only a browser that was in asks; while the house is away the door is shown. */
const pastTheDoor = async ({ context, search }: { context: RouterContext; search: DoorSearch }) => {
  if (!wasSignedIn()) return
  const me = await context.queries.ensureQueryData(meQuery).catch(() => null)
  if (me) throw redirect({ href: search.next ?? '/', replace: true })
}

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: doorSearch,
  beforeLoad: pastTheDoor,
  component: screen(() => import('../door/login.tsx').then(({ LoginScreen }) => LoginScreen)),
})

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: doorSearch,
  beforeLoad: pastTheDoor,
  component: screen(() => import('../door/register.tsx').then(({ RegisterScreen }) => RegisterScreen)),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signedIn',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } })
  },
  component: screen(() => import('./signed-in.tsx').then(({ SignedIn }) => SignedIn)),
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: screen(() => import('./home.tsx').then(({ Home }) => Home)),
})

const publicRooms = createRoute({
  getParentRoute: () => signedIn,
  path: '/rooms/public',
  component: screen(() => import('../rail/public-rooms.tsx').then(({ PublicRooms }) => PublicRooms)),
})

const roomParams = {
  parse: ({ roomId }: { roomId: string }) => {
    const { success, data } = RoomId.safeParse(roomId)
    if (!success) throw notFound()
    return { roomId: data }
  },
  stringify: ({ roomId }: { roomId: RoomId }) => ({ roomId }),
}

const room = createRoute({
  getParentRoute: () => signedIn,
  path: '/r/$roomId',
  params: roomParams,
  component: screen(() => import('./room-screen.tsx').then(({ RoomScreen }) => RoomScreen)),
})

/** The room, opened at a message. */
const message = createRoute({
  getParentRoute: () => room,
  path: '/m/$seq',
  params: {
    parse: ({ seq }) => {
      const { success, data } = z.coerce.number().int().positive().safeParse(seq)
      if (!success) throw notFound()
      return { seq: data }
    },
    stringify: ({ seq }) => ({ seq: String(seq) }),
  },
})

const wall = createRoute({
  getParentRoute: () => signedIn,
  path: '/r/$roomId/wall',
  params: roomParams,
  component: screen(() => import('../wall/wall-screen.tsx').then(({ WallScreen }) => WallScreen)),
})

/** A picture of a message, over the room or over its wall. */
const picture = {
  path: 'm/$seq/p/$photoId',
  params: {
    parse: ({ seq, photoId }: { seq: string; photoId: string }) => {
      const { success, data } = z
        .object({ seq: z.coerce.number().pipe(Seq), photoId: PhotoId })
        .safeParse({ seq, photoId })
      if (!success) throw notFound()
      return data
    },
    stringify: ({ seq, photoId }: { seq: Seq; photoId: PhotoId }) => ({ seq: String(seq), photoId }),
  },
  component: part(() => import('../viewer/viewer-screen.tsx').then(({ ViewerScreen }) => ({ default: ViewerScreen }))),
} as const

const pictureInRoom = createRoute({ getParentRoute: () => room, ...picture })
const pictureOnWall = createRoute({ getParentRoute: () => wall, ...picture })

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: screen(() => import('../settings/settings-screen.tsx').then(({ SettingsScreen }) => SettingsScreen)),
})

const me = createRoute({
  getParentRoute: () => signedIn,
  path: '/me',
  beforeLoad: () => {
    throw redirect({ to: '/settings', replace: true })
  },
})

const person = createRoute({
  getParentRoute: () => signedIn,
  path: '/u/$person',
  component: screen(() => import('../people/person-screen.tsx').then(({ PersonScreen }) => PersonScreen)),
})

/** For developers; a build has no such address. */
const forDevelopers = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/styleguide',
        component: screen(() => import('./styleguide/styleguide.tsx').then(({ Styleguide }) => Styleguide)),
      }),
      createRoute({
        getParentRoute: () => root,
        path: '/styleguide/$chapter/$specimen',
        component: screen(() => import('./styleguide/alone.tsx').then(({ Alone }) => Alone)),
      }),
    ]
  : []

const routeTree = root.addChildren([
  login,
  register,
  signedIn.addChildren([
    home,
    publicRooms,
    room.addChildren([message, pictureInRoom]),
    wall.addChildren([pictureOnWall]),
    settings,
    me,
    person,
  ]),
  ...forDevelopers,
])

/** @param history where nothing is to be read from the address bar */
export const newRouter = (queries: QueryClient, history?: RouterHistory) =>
  createRouter({ routeTree, context: { queries }, ...(history && { history }) })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
