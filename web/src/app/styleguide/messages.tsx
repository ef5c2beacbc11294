import type { Message } from '@snug/contracts'
import { useMe } from '../../session/session.ts'
import { MessageView } from '../../timeline/message.tsx'
import { PendingView } from '../../timeline/pending.tsx'
import { sample } from './samples.ts'
import { State } from './state.tsx'

const LONG =
  'The lake was colder than we thought, and still everybody went in before the rain came over from the hills. https://example.org/lake'
const MARKED = '**Packing**, *please*:\n\n- towels\n- `sun cream`\n\n> nobody brings an umbrella'

/** One thing said, in all it can be. */
export function Messages() {
  const me = useMe()
  const states: [string, Partial<Message>][] = [
    ['Words', { text: LONG }],
    ['Marked up', { text: MARKED }],
    ['One emoji', { text: '🎉' }],
    ['Right to left', { text: 'صباح الخير! كيف كانت الرحلة؟' }],
    ['It calls me', { text: `@${me.username} are you coming?` }],
    ['Edited', { text: 'At noon.', editedAt: new Date() }],
    [
      'Felt about',
      {
        text: 'We are there.',
        reactions: [
          { emoji: '❤️', count: 2, by: [me.id] },
          { emoji: '😂', count: 1, by: [] },
        ],
      },
    ],
    ['Deleted', { deletedAt: new Date() }],
  ]
  const waiting = { ...sample(90, me.id, { text: 'Sent from the tunnel' }), queuedAt: new Date(), replyTo: undefined }
  return (
    <>
      {states.map(([name, more], at) => (
        <State key={name} name={name}>
          <MessageView message={sample(at + 1, me.id, more)} head moderates={false} />
        </State>
      ))}
      <State name="On its way">
        <PendingView pending={waiting} head />
      </State>
      <State name="Refused">
        <PendingView pending={{ ...waiting, refusal: 'You are not in this room.' }} head />
      </State>
    </>
  )
}
