import { MAX_TEXT, Problem } from '@snug/contracts'
import { useRef } from 'react'
import { actionsFor } from '../../timeline/actions.ts'
import { DeletedMessage } from '../../timeline/deleted-message.tsx'
import EditMessage from '../../timeline/edit-message.tsx'
import { EditPicture } from '../../timeline/edit-picture.tsx'
import EditPost from '../../timeline/edit-post.tsx'
import { MessageView } from '../../timeline/message.tsx'
import { MessageBar } from '../../timeline/message-bar.tsx'
import MessageMenu from '../../timeline/message-menu.tsx'
import { TooLong } from '../../timeline/too-long.tsx'
import { useReacting } from '../../timeline/use-reacting.ts'
import { focus, press, write } from './acts.ts'
import { message } from './samples/messages.ts'
import { ada, ben } from './samples/people.ts'
import { photo, photos } from './samples/photos.ts'
import { nothing, type Specimen } from './specimen.tsx'

const broken = new Problem('internal', { requestId: 'req-7f3a9c' })
const words = message(5, { text: 'At noon, at the ferry.' })
const post = message(6, { text: 'From the boat', photos: photos(3, { caption: 'Six in the morning' }) })
const felt = message(7, { authorId: ben.id, text: 'Yes', reactions: [{ emoji: '❤️', count: 1, by: [ada.id] }] })

const Bar = ({ shown }: { shown: 'menu' }) => (
  <MessageBar
    message={words}
    actions={actionsFor(words, { mine: true, moderates: false })}
    reacting={useReacting(words, ada.id)}
    isNear
    shown={shown}
    onShow={nothing}
    onAct={nothing}
  />
)

function Open({ of, mine }: { of: typeof words; mine: boolean }) {
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <div>
      <button ref={opener} type="button" className="button">
        Opener
      </button>
      <MessageMenu
        message={of}
        actions={actionsFor(of, { mine, moderates: false })}
        reacting={useReacting(of, ada.id)}
        opener={opener}
        onAct={nothing}
        onClose={nothing}
      />
    </div>
  )
}

const Picture = ({ of = photo(1), count = 3 }) => (
  <ul className="edit-pictures">
    <EditPicture
      message={post}
      photo={of}
      words={{ id: of.id, alt: '', caption: 'Six in the morning' }}
      place={0}
      count={count}
      onWrite={nothing}
      onMove={nothing}
    />
  </ul>
)

const saveInVain = async () => {
  await write('textarea', 'At one, at the ferry.') // what is as it was is not sent
  await press('Save')
}
const edit = { frame: 180, inset: true, draw: <EditMessage message={words} onClose={nothing} /> }
const editPost = { frame: 640, draw: <EditPost message={post} onClose={nothing} /> }

export const editing: readonly Specimen[] = [
  {
    name: 'MessageBar: pointed at, or with the focus',
    frame: 120,
    wide: true,
    inset: true,
    draw: <MessageView message={words} head moderates={false} />,
    act: () => focus('article'),
  },
  {
    name: 'MessageBar: its menu is open',
    frame: 520,
    draw: (
      <article className="said" data-head>
        <Bar shown="menu" />
      </article>
    ),
  },
  { name: 'MessageMenu: of mine, on a phone', frame: 520, draw: <Open of={words} mine /> },
  { name: 'MessageMenu: of others, on a desk', frame: 420, wide: true, draw: <Open of={felt} mine={false} /> },
  { name: 'EditMessage', ...edit },
  { name: 'EditMessage: failed', ...edit, frame: 260, answer: broken, act: saveInVain },
  { name: 'TooLong', draw: <TooLong text={'a'.repeat(MAX_TEXT + 12)} /> },
  { name: 'EditPost', ...editPost },
  { name: 'EditPost: a picture is to be deleted', ...editPost, act: () => press('Delete picture 2') },
  {
    name: 'EditPicture: first of three, still to come, failed',
    draw: (
      <>
        <Picture />
        <Picture of={photo(2, { state: 'pending' })} />
        <Picture of={photo(3, { state: 'failed' })} count={1} />
      </>
    ),
  },
  {
    name: 'DeletedMessage: with undo for some seconds, and for good',
    draw: (
      <>
        <DeletedMessage undo={nothing} />
        <DeletedMessage undo={undefined} />
      </>
    ),
  },
]
