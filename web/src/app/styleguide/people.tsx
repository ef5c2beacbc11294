import { Problem } from '@snug/contracts'
import { personQuery } from '../../people/people.ts'
import { PersonAvatar } from '../../people/person-avatar.tsx'
import { PersonLink } from '../../people/person-link.tsx'
import { PersonScreen } from '../../people/person-screen.tsx'
import { ada, ben, gone, juergen, layla } from './samples/people.ts'
import { Line, type Specimen } from './specimen.tsx'
import { fail } from './world.tsx'

const screen = (username: string) => ({ frame: 460, at: `/u/${username}`, draw: <PersonScreen /> })

export const people: readonly Specimen[] = [
  {
    name: 'PersonAvatar: known, without an account, not known yet',
    draw: (
      <Line>
        {[ben.id, layla.id, gone].map((id) => (
          <PersonAvatar key={id} id={id} />
        ))}
        <PersonAvatar id={'f0000000-1111-4111-8111-111111111111' as typeof gone} />
      </Line>
    ),
  },
  { name: 'PersonLink', draw: <PersonLink id={juergen.id}>{juergen.displayName}</PersonLink> },
  { name: 'PersonScreen: me', ...screen(ada.username) },
  { name: 'PersonScreen: who says nothing of themselves', ...screen(ben.username) },
  { name: 'PersonScreen: a long name', ...screen(juergen.username) },
  { name: 'PersonScreen: from right to left', ...screen(layla.username) },
  { name: 'PersonScreen: loading', ...screen('somebody') },
  {
    name: 'PersonScreen: nobody',
    ...screen('nobody'),
    prime: ({ queries }) => queries.setQueryData(personQuery('nobody').queryKey, null) ?? undefined,
  },
  {
    name: 'PersonScreen: failed',
    ...screen('somebody'),
    prime: ({ queries }) =>
      fail(queries, personQuery('somebody').queryKey, new Problem('internal', { requestId: 'req-7f3a9c' })),
  },
]
