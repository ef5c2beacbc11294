import { Problem } from '@snug/contracts'
import { useState } from 'react'
import { EmptyWall } from '../../wall/empty-wall.tsx'
import { monthQuery, monthsQuery, type PhotoMonth } from '../../wall/months.ts'
import { MonthMenu, Ruler } from '../../wall/ruler.tsx'
import { Wall } from '../../wall/wall.tsx'
import { RoomWall } from '../../wall/wall-screen.tsx'
import { WallTile } from '../../wall/wall-tile.tsx'
import { message } from './samples/messages.ts'
import { ben } from './samples/people.ts'
import { photo, photos } from './samples/photos.ts'
import { chess, lake } from './samples/rooms.ts'
import type { Specimen } from './specimen.tsx'
import { fail, type Prime } from './world.tsx'

const MONTHS: readonly PhotoMonth[] = [
  { month: '2026-05', photos: 12, lastSeq: 30 },
  { month: '2026-04', photos: 8, lastSeq: 20 },
  { month: '2025-12', photos: 30, lastSeq: 10 },
]

/** Two months are here, of the third it is only known that it is. */
const hung: Prime = ({ queries }) => {
  queries.setQueryData(monthsQuery(lake.id).queryKey, [...MONTHS])
  for (const [at, { month, photos: count, lastSeq }] of MONTHS.slice(0, 2).entries()) {
    const said = message(lastSeq, {
      authorId: ben.id,
      photos: photos(count),
      sentAt: new Date(`${month}-15T12:00:00Z`),
    })
    const page = { items: [said], next: null, prev: null, revision: 0 }
    queries.setQueryData(monthQuery(lake.id, MONTHS, at).queryKey, { pages: [page] })
  }
}

const screen = (name: string, prime?: Prime, of = lake): Specimen => ({
  name: `RoomWall: ${name}`,
  frame: 560,
  ...(prime && { prime }),
  draw: <RoomWall roomId={of.id} />,
})

const empty: Prime = ({ queries }) => void queries.setQueryData(monthsQuery(lake.id).queryKey, [])
const broken: Prime = ({ queries }) =>
  fail(queries, monthsQuery(lake.id).queryKey, new Problem('internal', { requestId: 'req-7f3a9c' }))

function useRuler() {
  const [current, setCurrent] = useState<string | undefined>('2026-04')
  return { months: MONTHS.map(({ month, photos: count }) => ({ month, count })), current, onJump: setCurrent }
}

const Months = () => <Ruler {...useRuler()} />
const Menu = () => <MonthMenu {...useRuler()} />

export const wall: readonly Specimen[] = [
  screen('pictures by month', hung),
  { ...screen('on a desk, with its ruler', hung), frame: 640, wide: true },
  screen('no pictures', empty),
  screen('loading'),
  screen('failed', broken),
  screen('of a room that I am not in', undefined, chess),
  { name: 'Wall', frame: 420, prime: hung, draw: <Wall roomId={lake.id} /> },
  { name: 'EmptyWall', draw: <EmptyWall roomId={lake.id} /> },
  { name: 'Ruler: one month is looked at', frame: 220, wide: true, draw: <Months /> },
  { name: 'MonthMenu', draw: <Menu /> },
  {
    name: 'WallTile',
    draw: (
      <ul style={{ position: 'relative', height: 150 }}>
        <WallTile shown={{ photo: photo(1), message: message(1) }} x={0} y={0} width={200} height={150} />
      </ul>
    ),
  },
]
