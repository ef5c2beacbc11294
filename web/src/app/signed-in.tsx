import { Outlet, useLocation } from '@tanstack/react-router'
import { Suspense } from 'react'
import { PeopleNews } from '../people/people-news.tsx'
import { DeletingProvider } from '../posts/deleting.tsx'
import { DeskProvider } from '../posts/desk.tsx'
import { UploadAnnouncer } from '../posts/upload-announcer.tsx'
import { Rail } from '../rail/rail.tsx'
import { RoomNews } from '../rooms/news.tsx'
import { EndOfSession } from '../session/end-of-session.tsx'
import { HouseProvider, useHouse } from '../session/house.tsx'
import { useMe } from '../session/session.ts'
import { LineBar } from '../ui/line-bar.tsx'
import { part } from '../ui/part.tsx'
import { TABLET_PX, useMedia } from '../ui/use-media.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { Overlays } from './overlays.tsx'
import { SkipLinks } from './skip-links.tsx'
import { Splitter } from './splitter.tsx'
import { useFocusOnScreens } from './use-focus-on-screens.ts'
import { useOwnPictures } from './use-own-pictures.ts'
import './signed-in.css'

// What is not there to be looked at in the first moments may come after them.
const Keys = part(() => whenIdle().then(() => import('../keys/keys.tsx')), 'quiet')
const Toaster = part(() => whenIdle().then(() => import('../ui/toaster.tsx')), 'quiet')
const NewVersion = part(() => whenIdle().then(() => import('./new-version.tsx')), 'quiet')
const BottomBar = part(() => import('./bottom-bar.tsx'))

/** Everything behind the door: the rail, and beside it the screen. */
export function SignedIn() {
  const me = useMe()
  return (
    <HouseProvider key={me.id} me={me.id}>
      <DeskProvider>
        <PeopleNews />
        <RoomNews />
        <UploadAnnouncer />
        <DeletingProvider>
          <Layout />
        </DeletingProvider>
        <Suspense>
          <Toaster />
        </Suspense>
      </DeskProvider>
    </HouseProvider>
  )
}

/** What kind of screen an address shows; the style sheet lays them out differently where there is little room. */
const kindOf = (pathname: string) => (pathname === '/' ? 'home' : A_ROOM.test(pathname) ? 'room' : 'page')
const A_ROOM = /^\/r\/[^/]+(\/m\/\d+)?\/?$/

function Layout() {
  const { live } = useHouse()
  const at = useLocation({ select: ({ pathname }) => kindOf(pathname) })
  const isPhone = useMedia(`(width < ${TABLET_PX}px)`)
  useFocusOnScreens()
  useOwnPictures()
  return (
    <div className="layout" data-at={at}>
      <EndOfSession />
      <SkipLinks inRoom={at === 'room'} />
      <div className="rail-place" id="rail">
        <Rail />
        <Splitter pane="rail" controls="rail" />
      </div>
      <main id="main" tabIndex={-1}>
        <LineBar live={live} />
        <Suspense>
          <NewVersion />
        </Suspense>
        <Outlet />
      </main>
      <Suspense>{isPhone && at !== 'room' && <BottomBar />}</Suspense>
      <Suspense>
        <Keys />
      </Suspense>
      <Overlays />
    </div>
  )
}
