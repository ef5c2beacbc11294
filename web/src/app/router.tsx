import { PhotoId, RoomId, Seq } from '@snug/contracts'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { wasSignedIn } from '../session/renewal.ts'
import { meQuery } from '../session/session.ts'
import { Broken, Lost } from '../ui/lost.tsx'

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

/** Who is in already is led past the door. Only a browser that was in asks; while the house is away the door is shown. */
const pastTheDoor = async ({ context, search }: { context: RouterContext; search: { next?: string } }) => {
  if (!wasSignedIn()) return
  const me = await context.queries.ensureQueryData(meQuery).catch(() => null)
  if (me) throw redirect({ href: search.next ?? '/', replace: true })
}

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  beforeLoad: pastTheDoor,
  validateSearch: (search: Record<string, unknown>): { next?: string; deleted?: boolean } => ({
    ...(isHere(search.next) ? { next: search.next } : {}),
    ...(search.deleted === true ? { deleted: true } : {}),
  }),
  component: lazyRouteComponent(() => import('../door/login.tsx'), 'LoginScreen'),
})

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  beforeLoad: pastTheDoor,
  component: lazyRouteComponent(() => import('../door/register.tsx'), 'RegisterScreen'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signedIn',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } })
  },
  component: lazyRouteComponent(() => import('./signed-in.tsx'), 'SignedIn'),
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./home.tsx'), 'Home'),
})

const publicRooms = createRoute({
  getParentRoute: () => signedIn,
  path: '/rooms/public',
  component: lazyRouteComponent(() => import('../rail/public-rooms.tsx'), 'PublicRooms'),
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
  component: lazyRouteComponent(() => import('./room-screen.tsx'), 'RoomScreen'),
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
  component: lazyRouteComponent(() => import('../wall/wall-screen.tsx'), 'WallScreen'),
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
  component: lazyRouteComponent(() => import('../viewer/viewer-screen.tsx'), 'ViewerScreen'),
} as const

const pictureInRoom = createRoute({ getParentRoute: () => room, ...picture })
const pictureOnWall = createRoute({ getParentRoute: () => wall, ...picture })

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings-screen.tsx'), 'SettingsScreen'),
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
  component: lazyRouteComponent(() => import('../people/person-screen.tsx'), 'PersonScreen'),
})

/** For developers; a build has no such address. */
const forDevelopers = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => signedIn,
        path: '/styleguide',
        component: lazyRouteComponent(() => import('./styleguide/styleguide.tsx'), 'Styleguide'),
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
    ...forDevelopers,
  ]),
])

export const newRouter = (queries: QueryClient) => createRouter({ routeTree, context: { queries } })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
