import { emptyFeed } from '@snug/client'
import { Problem, type Room } from '@snug/contracts'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { EmptyRoom } from '../../timeline/empty-room.tsx'
import { NewBelow } from '../../timeline/new-below.tsx'
import { SeenBy } from '../../timeline/seen-by.tsx'
import SeenByDialog from '../../timeline/seen-by-dialog.tsx'
import { Timeline } from '../../timeline/timeline.tsx'
import { TimelineRow } from '../../timeline/timeline-row.tsx'
import { TimelineMore, TimelineStart } from '../../timeline/timeline-start.tsx'
import { Writers } from '../../timeline/typing-line.tsx'
import type { Page } from '../../timeline/use-feed.ts'
import { message } from './samples/messages.ts'
import { ada, ben, CROWD, cleo, emil, juergen, layla } from './samples/people.ts'
import { photos } from './samples/photos.ts'
import { lake, mine } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'
import type { Prime } from './world.tsx'

const broken = new Problem('internal', { requestId: 'req-7f3a9c' })
const DAY_MS = 24 * 60 * 60_000

const SAID = Array.from({ length: 40 }, (_, at) => {
  const seq = at + 1
  const author = [ben, ben, ada, layla, juergen, emil][at % 6] ?? ben
  return message(seq, {
    authorId: author.id,
    text:
      ['Who is in for a swim?', 'The water has 19° already.', 'Me!', 'صباح الخير!', 'Größer, schöner, weiter.', '🎉'][
        at % 6
      ] ?? '',
    photos: at % 13 === 12 ? photos(3) : [],
    sentAt: new Date(Date.UTC(2026, 4, 1, 12, seq) + Math.floor(at / 15) * DAY_MS),
  })
})

const spoken: Prime = ({ feeds }) => {
  feeds.of(lake.id)
  feeds.apply(lake.id, { type: 'page', items: SAID, reachedStart: true, reachedEnd: true, revision: 0 })
}
const silent: Prime = ({ feeds }) => {
  feeds.of(mine.id)
  feeds.apply(mine.id, { type: 'page', items: [], reachedStart: true, reachedEnd: true, revision: 0 })
}

const room = (name: string, of: Room, prime?: Prime): Specimen => ({
  name: `Timeline: ${name}`,
  frame: 520,
  ...(prime && { prime }),
  draw: <Timeline room={of} onAddPictures={nothing} onInvite={nothing} />,
})

/** A page of history that is asked for when it is drawn. */
function usePage(read: () => Promise<void>): Page {
  const page = useMutation({ mutationFn: read })
  const { mutate } = page
  useEffect(() => mutate(), [mutate])
  return page
}
const never = () => new Promise<void>(() => {})
const refuse = () => Promise.reject(broken)
const More = () => <TimelineMore newer={usePage(never)} />
const FailedPage = () => <TimelineMore newer={usePage(refuse)} />
const Start = ({ reachedStart }: { reachedStart: boolean }) => (
  <TimelineStart room={mine} reachedStart={reachedStart} older={usePage(never)} />
)

const [first] = SAID
const row = first && { kind: 'message' as const, message: first, key: 'first', at: first.sentAt, head: true }
const Row = (more: { day?: true; unread?: true }) =>
  row && <TimelineRow row={{ ...row, ...more }} moderates={false} isStop seenBy={undefined} />

const below = (seen: number) => (
  <div style={{ height: 60 }}>
    <NewBelow
      feed={{ ...emptyFeed, messages: SAID, newest: 40 }}
      {...{ me: ada.id, newest: 40, readSeq: seen, shown: seen, atEnd: false, onClick: nothing }}
    />
  </div>
)

export const lists: readonly Specimen[] = [
  room('read, at its end', lake, spoken),
  room('opens where it is new', { ...lake, me: { role: 'member', readSeq: 31, unreadCount: 9 } }, spoken),
  room('nothing was said', { ...mine, lastSeq: 0 }, silent),
  room('loading', { ...lake }),
  { ...room('failed', lake), answer: new Problem('room_not_found') },
  { name: 'TimelineRow: a day begins', draw: <Row day /> },
  { name: 'TimelineRow: from here on it is new', draw: <Row unread /> },
  {
    name: 'TimelineStart: the beginning, and more above',
    draw: [true, false].map((is) => <Start key={`${is}`} reachedStart={is} />),
  },
  { name: 'TimelineMore: loading', draw: <More /> },
  { name: 'TimelineMore: failed', draw: <FailedPage /> },
  { name: 'NewBelow: some are new', draw: below(28) },
  { name: 'NewBelow: none is', draw: below(40) },
  {
    name: 'EmptyRoom: one may invite, or not',
    draw: (
      <>
        <EmptyRoom room={mine} onAddPictures={nothing} onInvite={nothing} />
        <EmptyRoom room={lake} onAddPictures={nothing} onInvite={undefined} />
      </>
    ),
  },
  ...[[], [ben], [ben, layla], [ben, layla, emil]].map(
    (people): Specimen => ({
      name: `Writers: ${people.length}`,
      draw: <Writers people={people.map(({ id }) => id)} />,
    }),
  ),
  ...[[ben.id], [ben.id, layla.id, emil.id], CROWD].map(
    (people): Specimen => ({
      name: `SeenBy: ${people.length}`,
      draw: (
        <div className="timeline-row" style={{ position: 'relative', height: 40 }}>
          <SeenBy people={people} />
        </div>
      ),
    }),
  ),
  {
    name: 'SeenByDialog',
    frame: 420,
    draw: (
      <SeenByDialog
        seen={[ben, cleo, layla, juergen].map(({ id, displayName }) => ({ id, name: displayName }))}
        onClose={nothing}
      />
    ),
  },
]
