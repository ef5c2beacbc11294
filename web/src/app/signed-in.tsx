import { Outlet, useLocation } from '@tanstack/react-router'
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
import { Toaster } from '../ui/toaster.tsx'
import './signed-in.css'

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
        <Toaster />
      </DeskProvider>
    </HouseProvider>
  )
}

function Layout() {
  const { live } = useHouse()
  const atHome = useLocation({ select: ({ pathname }) => pathname === '/' })
  return (
    <div className="layout" data-at-home={atHome || undefined}>
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <EndOfSession />
      <Rail />
      <main id="main" tabIndex={-1}>
        <LineBar live={live} />
        <Outlet />
      </main>
    </div>
  )
}
