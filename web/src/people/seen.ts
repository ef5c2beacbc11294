import { MAX_INTIMATE_MEMBERS, type Member, type ProfileId, type Room, type Seq } from '@snug/contracts'
import { useQuery } from '@tanstack/react-query'
import { membersQuery } from './members.ts'

/** The members after one has read up to there. Marks never move back, but for who lets nobody see theirs any more. */
export function afterSeen(members: Member[], profileId: ProfileId, seq: Seq): Member[] {
  const at = members.findIndex((member) => member.profileId === profileId)
  const member = members[at]
  return member && (member.seenSeq < seq || seq === 0) ? members.with(at, { ...member, seenSeq: seq }) : members
}

/** Who has read up to where, as far as they let it be seen; undefined in rooms that are too large to tell, or until it is known. */
export function useSeen(room: Room): readonly Member[] | undefined {
  const isIntimate = room.memberCount <= MAX_INTIMATE_MEMBERS
  const { data } = useQuery({ ...membersQuery(room.id), enabled: isIntimate })
  return isIntimate ? data : undefined
}
