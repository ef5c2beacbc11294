import type { Message, Reaction } from '@snug/contracts'
import { MessageView } from '../../timeline/message.tsx'
import { Quote } from '../../timeline/quote.tsx'
import { Reactions } from '../../timeline/reactions.tsx'
import { Said } from '../../timeline/said.tsx'
import { MessageText } from '../../timeline/text/message-text.tsx'
import { useReacting } from '../../timeline/use-reacting.ts'
import WhoReacted from '../../timeline/who-reacted.tsx'
import { message } from './samples/messages.ts'
import { ada, ben, CROWD, gone, juergen, layla } from './samples/people.ts'
import { photos } from './samples/photos.ts'
import { lake } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'
import type { Prime } from './world.tsx'

const LONG =
  'The lake was colder than we thought, and still everybody went in before the rain came over from the hills. https://example.org/a/very/long/address/that/has/no/place/to/break/in/it'
const MARKED = `**Packing**, *please*, and ~~no umbrella~~:

- towels
- \`sun cream\`

1. ferry
2. train

> nobody brings an umbrella

\`\`\`
npm start
\`\`\``

/** What others answer to. */
const asked = message(1, { authorId: ben.id, text: 'Who is in for a **swim** on Saturday? The water has 19° already.' })
const shown = message(2, { authorId: layla.id, photos: photos(3) })
const deleted = message(3, { authorId: ben.id, deletedAt: new Date() })

const withAnswered: Prime = ({ feeds }) => {
  feeds.of(lake.id)
  feeds.apply(lake.id, {
    type: 'page',
    items: [asked, shown, deleted],
    reachedStart: true,
    reachedEnd: true,
    revision: 0,
  })
}

const FELT: readonly Reaction[] = [
  { emoji: '❤️', count: 2, by: [ada.id, ben.id] },
  { emoji: '😂', count: 1, by: [layla.id] },
  { emoji: '🏊', count: 57, by: [...CROWD] },
]

const say = (name: string, more: Partial<Message>, head = true): Specimen => ({
  name: `MessageView: ${name}`,
  prime: withAnswered,
  draw: <MessageView message={message(10, { authorId: ben.id, ...more })} head={head} moderates={false} />,
})

const Felt = () => <Reactions reactions={FELT} reacting={useReacting(message(10), ada.id)} />

export const messages: readonly Specimen[] = [
  say('words and a long address', { text: LONG }),
  say('Markdown', { text: MARKED }),
  say('few emojis', { text: '🎉🏊' }),
  say('from right to left', { text: 'صباح الخير! كيف كانت الرحلة؟', authorId: layla.id }),
  say('long words, a long name', {
    text: 'Donaudampfschifffahrtsgesellschaftskapitän '.repeat(3),
    authorId: juergen.id,
  }),
  say('in a group', { text: 'And bring towels.' }, false),
  say('it calls me', { text: '@ada are you coming? @ben is not.' }),
  say('edited', { text: 'At noon.', editedAt: new Date() }),
  say('felt about', { text: 'We are there.', reactions: [...FELT] }),
  say('pictures', { text: 'Three from the boat', photos: photos(3) }),
  say('an answer to words', { text: 'Me! I bring the boat.', replyTo: asked.seq }),
  say('an answer to pictures', { text: 'Wonderful.', replyTo: shown.seq }),
  say('an answer to what was deleted', { text: 'Oh.', replyTo: deleted.seq }),
  say('deleted', { deletedAt: new Date() }),
  say('by somebody without an account', { text: 'Goodbye!', authorId: gone }),
  {
    name: 'Quote: known, of pictures, deleted, not known yet',
    prime: withAnswered,
    draw: (
      <>
        {[asked, shown, deleted, message(77)].map(({ seq }) => (
          <Quote key={seq} roomId={lake.id} seq={seq} />
        ))}
      </>
    ),
  },
  { name: 'Reactions: mine, of others, of more than are named', prime: withAnswered, draw: <Felt /> },
  { name: 'WhoReacted', frame: 520, draw: <WhoReacted reactions={FELT} onClose={nothing} /> },
  {
    name: 'MessageText: a name of a member, and one that is not here',
    draw: <MessageText roomId={lake.id} text="@ben and @nobody, see https://example.org" />,
  },
  {
    name: 'Said: the frame of everything said',
    draw: (
      <Said author={ada} at={asked.sentAt} head label="Ada, 12:01">
        <p>What was said.</p>
      </Said>
    ),
  },
]
