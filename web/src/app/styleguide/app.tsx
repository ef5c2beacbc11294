import { Problem } from '@snug/contracts'
import { useEffect, useState } from 'react'
import { myRoomsQuery } from '../../rooms/rooms.ts'
import BottomBar from '../bottom-bar.tsx'
import { Camera } from '../camera.tsx'
import ChooseRoom from '../choose-room.tsx'
import { Home } from '../home.tsx'
import { Offer } from '../new-version.tsx'
import { NoRoom } from '../no-room.tsx'
import { RoomHeader } from '../room-header.tsx'
import { ClosedDoor } from '../room-screen.tsx'
import { SkipLinks } from '../skip-links.tsx'
import { Splitter } from '../splitter.tsx'
import { focus, press } from './acts.ts'
import { file as pictureFile } from './samples/photos.ts'
import { arabic, chess, garden, lake, mine, unread } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'
import { fail, type Prime } from './world.tsx'

const lost = new Problem('room_not_found')
const broken = new Problem('internal', { requestId: 'req-7f3a9c' })
const head = (room = lake, membersShown = false) => (
  <RoomHeader room={room} membersShown={membersShown} onMembers={nothing} />
)

const listed =
  (rooms = [lake]): Prime =>
  ({ queries }) =>
    void queries.setQueryData(myRoomsQuery.queryKey, rooms)

function Choosing() {
  const [files, setFiles] = useState<readonly File[]>([])
  useEffect(() => void pictureFile(1).then((file) => setFiles([file])), [])
  return <ChooseRoom files={files} onClose={nothing} />
}

const choosing = { frame: 460, draw: <Choosing /> }
const home = { frame: 380, wide: true, at: '/', draw: <Home /> } as const

export const app: readonly Specimen[] = [
  { name: 'ClosedDoor: of a room that one may join', frame: 420, draw: <ClosedDoor room={chess} wasIn={false} /> },
  {
    name: 'ClosedDoor: joining failed',
    frame: 480,
    draw: <ClosedDoor room={chess} wasIn={false} />,
    answer: broken,
    act: () => press('Join'),
  },
  { name: 'ClosedDoor: of one that I was in', frame: 420, draw: <ClosedDoor room={chess} wasIn /> },
  { name: 'NoRoom: there is none', frame: 260, draw: <NoRoom error={lost} onRetry={nothing} left={undefined} /> },
  {
    name: 'NoRoom: I am no longer in it',
    frame: 260,
    draw: <NoRoom error={lost} onRetry={nothing} left={lake.name} />,
  },
  { name: 'NoRoom: it was not loaded', frame: 260, draw: <NoRoom error={broken} onRetry={nothing} left={undefined} /> },
  { name: 'RoomHeader', frame: 90, draw: head() },
  { name: 'RoomHeader: long words, on a phone', frame: 90, draw: head({ ...mine, memberCount: 1234 }) },
  {
    name: 'RoomHeader: from right to left, members shown, on a desk',
    frame: 90,
    wide: true,
    draw: head(arabic, true),
  },
  { name: 'Home: news', ...home, prime: listed([unread(lake, 7), unread(garden, 120)]) },
  { name: 'Home: all is read', ...home },
  { name: 'Home: no rooms', ...home, prime: listed([]) },
  { name: 'BottomBar: at my rooms', frame: 80, at: '/', draw: <BottomBar /> },
  { name: 'BottomBar: at the settings', frame: 80, at: '/settings', draw: <BottomBar /> },
  { name: 'Camera', frame: 80, draw: <Camera /> },
  { name: 'ChooseRoom', ...choosing },
  { name: 'ChooseRoom: no rooms', ...choosing, prime: listed([]) },
  { name: 'ChooseRoom: loading', ...choosing, prime: ({ queries }) => queries.removeQueries(myRoomsQuery) },
  { name: 'ChooseRoom: failed', ...choosing, prime: ({ queries }) => fail(queries, myRoomsQuery.queryKey, broken) },
  { name: 'Offer: of a new version', draw: <Offer /> },
  {
    name: 'SkipLinks: in a room, with the focus',
    frame: 90,
    draw: <SkipLinks inRoom />,
    act: () => focus('.skip-link'),
  },
  {
    name: 'Splitter: with the focus',
    frame: 160,
    wide: true,
    draw: (
      <div style={{ position: 'relative', width: 300, height: 140 }}>
        <p id="pane">A pane.</p>
        <Splitter pane="rail" controls="pane" />
      </div>
    ),
    act: () => focus('.splitter'),
  },
]
