import * as avatars from './avatars.ts'
import * as links from './links.ts'
import * as messages from './messages.ts'
import * as photos from './photos.ts'
import * as profiles from './profiles.ts'
import * as reactions from './reactions.ts'
import * as rooms from './rooms.ts'
import type { Route } from './route.ts'
import * as sessions from './sessions.ts'
import * as uploads from './uploads.ts'

const isRoute = (thing: unknown): thing is Route =>
  typeof thing === 'object' && thing !== null && 'method' in thing && 'url' in thing

/** Every route that people and programs may call, under API_PREFIX at the gateway, and so all contracts: not for the page. */
export const publicRoutes: readonly Route[] = [
  profiles,
  avatars,
  sessions,
  rooms,
  messages,
  reactions,
  photos,
  links,
  uploads,
]
  .flatMap((file) => Object.values<unknown>(file).filter(isRoute))
  .filter((route) => route.config.access !== 'service')
