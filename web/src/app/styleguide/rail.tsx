import { Problem, type Room } from '@snug/contracts'
import CreateRoom from '../../rail/create-room.tsx'
import { PublicRooms } from '../../rail/public-rooms.tsx'
import { Rail } from '../../rail/rail.tsx'
import { RoomLink } from '../../rail/room-link.tsx'
import { mentions } from '../../rooms/mentions.ts'
import { myRoomsQuery, publicRoomsQuery } from '../../rooms/rooms.ts'
import { press, write } from './acts.ts'
import { arabic, chess, garden, lake, mine, ROOMS, roomId, unread } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'
import { fail, type Prime } from './world.tsx'

const broken = new Problem('internal', { requestId: 'req-7f3a9c' })
/** A room in which somebody named me. */
const calling = unread({ ...garden, id: roomId(8), name: 'Zukunftswerkstatt Nachbarschaftsgarten' }, 3)

const link = (name: string, room: Room): Specimen => ({
  name: `RoomLink: ${name}`,
  prime: () => mentions.set(new Map([[calling.id, calling.lastSeq]])),
  draw: <RoomLink room={room} />,
})

const whole = (name: string, prime?: Prime): Specimen => ({
  name: `Rail: ${name}`,
  frame: 420,
  at: `/r/${lake.id}`,
  ...(prime && { prime }),
  draw: (
    <div className="rail-place" style={{ flex: 1 }}>
      <Rail />
    </div>
  ),
})

const discover = (name: string, prime?: Prime): Specimen => ({
  name: `PublicRooms: ${name}`,
  frame: 440,
  at: '/rooms/public',
  ...(prime && { prime }),
  draw: <PublicRooms />,
})

const open =
  (rooms: readonly Room[]): Prime =>
  ({ queries }) =>
    void queries.setQueryData(publicRoomsQuery.queryKey, [...rooms])

const create = { frame: 500, draw: <CreateRoom onClose={nothing} /> }
const make = async () => {
  await write('[name=name]', 'The lake')
  await press('Create room')
}

export const rail: readonly Specimen[] = [
  link('read', lake),
  link('where one is', { ...garden, id: lake.id }),
  link('unread', unread(lake, 7)),
  link('more than 99 unread', unread(arabic, 230)),
  link('somebody named me', calling),
  link('a long name', mine),
  whole('rooms, one open, some with news', ({ queries }) => {
    mentions.set(new Map([[calling.id, calling.lastSeq]]))
    queries.setQueryData(myRoomsQuery.queryKey, [lake, unread(arabic, 7), calling, mine, unread(garden, 120)])
  }),
  {
    name: 'Rail: beside the screen, with its foot',
    frame: 420,
    wide: true,
    at: '/settings',
    draw: (
      <div className="rail-place" style={{ flex: 1, width: 272 }}>
        <Rail />
      </div>
    ),
  },
  whole('no rooms', ({ queries }) => void queries.setQueryData(myRoomsQuery.queryKey, [])),
  whole('loading', ({ queries }) => queries.removeQueries(myRoomsQuery)),
  whole('failed', ({ queries }) => fail(queries, myRoomsQuery.queryKey, broken)),
  discover('some to join, some joined', open([chess, ...ROOMS])),
  discover('none', open([])),
  discover('loading'),
  discover('failed', ({ queries }) => fail(queries, publicRoomsQuery.queryKey, broken)),
  {
    ...discover('joining failed', open([chess])),
    answer: new Problem('unavailable'),
    act: () => press(`Join ${chess.name}`),
  },
  { name: 'CreateRoom', ...create },
  { name: 'CreateRoom: is being done', ...create, act: make },
  { name: 'CreateRoom: failed', ...create, frame: 600, answer: broken, act: make },
]
