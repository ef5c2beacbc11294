import { type Member, Problem, type Role, type Room } from '@snug/contracts'
import { InviteForm } from '../../members/invite-form.tsx'
import { MemberItem } from '../../members/member-item.tsx'
import MembersPanel from '../../members/members-panel.tsx'
import { WayOut } from '../../members/way-out.tsx'
import { membersQuery } from '../../people/members.ts'
import { press, write } from './acts.ts'
import { ada, ben, cleo, juergen } from './samples/people.ts'
import { lake, MEMBERS, mine } from './samples/rooms.ts'
import { nothing, type Specimen } from './specimen.tsx'
import { fail, type Prime } from './world.tsx'

const broken = new Problem('internal', { requestId: 'req-7f3a9c' })
const [first] = MEMBERS

const item = (name: string, member: Partial<Member>, myRole: Role, isHere = false): Specimen => ({
  name: `MemberItem: ${name}`,
  draw: first && (
    <ul>
      <MemberItem member={{ ...first, ...member }} room={lake} myRole={myRole} isHere={isHere} />
    </ul>
  ),
})

const panel = (name: string, room: Room, prime?: Prime): Specimen => ({
  name: `MembersPanel: ${name}`,
  frame: 620,
  ...(prime && { prime }),
  draw: <MembersPanel room={room} onClose={nothing} />,
})

const invite = { frame: 200, inset: true, draw: <InviteForm roomId={lake.id} /> }
const call = (name: string) => async () => {
  await write('[name=username]', name)
  await press('Invite')
}

const out = { frame: 420, inset: true, draw: <WayOut room={mine} /> }

export const members: readonly Specimen[] = [
  panel('a room of mine', mine),
  panel('a room of others', lake),
  panel('loading', lake, ({ queries }) => queries.removeQueries(membersQuery(lake.id))),
  panel('failed', lake, ({ queries }) => fail(queries, membersQuery(lake.id).queryKey, broken)),
  item('me', { profileId: ada.id }, 'member', true),
  item('here', { profileId: ben.id }, 'member', true),
  item('not here, or not to be seen', { profileId: ben.id }, 'member'),
  item('a moderator with a long name, by a member', { profileId: cleo.id, role: 'moderator' }, 'member', true),
  item('whom I may remove', { profileId: juergen.id }, 'moderator'),
  item('whose role I may change', { profileId: juergen.id }, 'owner', true),
  {
    ...item('is asked about', { profileId: juergen.id }, 'moderator'),
    frame: 420,
    act: () => press(`Remove ${juergen.displayName}`),
  },
  { name: 'InviteForm', ...invite },
  { name: 'InviteForm: is being done', ...invite, act: call('ben') },
  { name: 'InviteForm: done', ...invite, answer: memberOf(ben.id), act: call('ben') },
  {
    name: 'InviteForm: nobody of that name',
    ...invite,
    frame: 280,
    answer: new Problem('profile_not_found'),
    act: call('bne'),
  },
  { name: 'WayOut: of a room of others', draw: <WayOut room={lake} /> },
  { name: 'WayOut: of a room of mine', draw: <WayOut room={mine} /> },
  { name: 'WayOut: asks before leaving', ...out, act: () => press('Leave room') },
  { name: 'WayOut: asks before the end', ...out, act: () => press('Delete room') },
]

/** As the wire has it. */
function memberOf(profileId: Member['profileId']) {
  return { ...first, profileId, joinedAt: first?.joinedAt.toISOString() }
}
