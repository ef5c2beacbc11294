import type { Feed } from '@snug/client'
import type { Member, ProfileId, Room, Seq } from '@snug/contracts'
import { useMemo } from 'react'
import { useSeen } from '../people/seen.ts'
import { useMe } from '../session/session.ts'

/** Whose mark stands behind which message. */
export type SeenMarks = ReadonlyMap<Seq, readonly ProfileId[]>

const NONE: SeenMarks = new Map()

/**
 * The marks of the others among the messages that are here. Who said something has seen all before it, and behind their own
 * message their mark would say nothing; who lets nobody see has none.
 */
export function seenMarks(
  { messages, reachedEnd }: Pick<Feed, 'messages' | 'reachedEnd'>,
  members: readonly Member[],
  me: ProfileId,
): SeenMarks {
  const first = messages[0]?.seq ?? Number.POSITIVE_INFINITY
  const last = messages.at(-1)?.seq ?? 0
  const said = new Map(messages.map(({ authorId, seq }) => [authorId, seq]))
  const marks = new Map<Seq, ProfileId[]>()
  for (const { profileId, seenSeq } of members) {
    const seen = Math.max(seenSeq, said.get(profileId) ?? 0)
    const at = Math.min(seen, last)
    const isHere = at >= first && (seen <= last || reachedEnd)
    if (profileId === me || seenSeq === 0 || !isHere || at === said.get(profileId)) continue
    marks.set(at, [...(marks.get(at) ?? []), profileId])
  }
  return marks
}

/** The same of a room, as far as it tells. */
export function useSeenMarks(room: Room, feed: Feed): SeenMarks {
  const me = useMe()
  const members = useSeen(room)
  return useMemo(() => (members ? seenMarks(feed, members, me.id) : NONE), [feed, members, me.id])
}
