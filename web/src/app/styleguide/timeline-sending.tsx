import type { Outgoing } from '@snug/client'
import type { ReactNode } from 'react'
import { usePost } from '../../posts/desk.tsx'
import type { PictureUnderWay, Post } from '../../posts/picture.ts'
import { MessageView } from '../../timeline/message.tsx'
import { NotSent } from '../../timeline/not-sent.tsx'
import { PendingView } from '../../timeline/pending.tsx'
import { PostView } from '../../timeline/post.tsx'
import { PostBar } from '../../timeline/post-bar.tsx'
import { clientId, message, post } from './samples/messages.ts'
import { ada } from './samples/people.ts'
import { photo, underWay } from './samples/photos.ts'
import { lake } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'

const REASON = 'This is not a picture we can open.'

const waiting: Outgoing = {
  clientId: clientId(90),
  roomId: lake.id,
  authorId: ada.id,
  text: 'Sent from the tunnel',
  photos: [],
  queuedAt: new Date(),
}

type States = readonly [state: PictureUnderWay['state'], more?: Partial<PictureUnderWay>][]

/** A post of pictures in these states, and what is drawn of it. */
const sent = (n: number, name: string, states: States, more: Partial<Post>, draw: ReactNode): Specimen => ({
  name,
  prime: async ({ desk }) => {
    const pictures = states.map(([state, at], i) => underWay(n * 10 + i, clientId(n), state, at))
    desk.posts.list.add(post(n, { ...more, pictures: await Promise.all(pictures) }))
  },
  draw,
})

const bar = (n: number, name: string, states: States, more: Partial<Post> = {}) =>
  sent(n, `PostBar: ${name}`, states, more, <PostBar clientId={clientId(n)} />)

function Preparing({ n }: { n: number }) {
  const post = usePost(clientId(n))
  return post && <PostView post={post} head />
}

const before = (n: number, name: string, more: Partial<Post>, states: States = [['waiting'], ['waiting']]) =>
  sent(n, `PostView: ${name}`, states, more, <Preparing n={n} />)

const MANY: States = Array.from({ length: 9 }, (_, at) => (at < 4 ? ['ready'] : ['sending', { progress: at / 10 }]))

export const sending: readonly Specimen[] = [
  { name: 'PendingView: on its way', draw: <PendingView pending={waiting} head /> },
  {
    name: 'PendingView: refused',
    draw: <PendingView pending={{ ...waiting, refusal: 'There is no such room, or it is not yours to see.' }} head />,
  },
  { name: 'NotSent', draw: <NotSent reason={REASON} onRetry={nothing} onDiscard={nothing} /> },
  before(41, 'asks for places', { state: 'preparing', text: 'From the train' }),
  before(42, 'got no places', { state: 'refused', reason: 'You are not in this room.' }),
  before(43, 'words that wait for the pictures before them', { state: 'preparing', text: 'That was it.' }, []),
  bar(51, 'some are away', [['sent'], ['sending', { progress: 0.6 }], ['waiting']]),
  bar(52, 'all are away and looked at', [['sent'], ['sent']]),
  bar(53, 'one failed', [['ready'], ['failed', { reason: REASON }], ['failed', { reason: REASON }]]),
  bar(54, 'more than have a tile', MANY),
  bar(55, 'another window sends it', [['waiting']], { elsewhere: true }),
  sent(
    61,
    'MessageView: mine, its pictures under way',
    MANY,
    {},
    <MessageView
      message={message(61, {
        text: 'From the train',
        photos: MANY.map(([state], at) => photo(610 + at, { state: state === 'ready' ? 'ready' : 'pending' })),
      })}
      head
      moderates={false}
    />,
  ),
]
