import type { ProfileId, RoomId } from '@snug/contracts'
import { hashKey } from '@tanstack/react-query'
import { database, ofOwner, together } from './database.ts'

/** Rooms of which this browser keeps something of a person: what was seen, who is there, what was written or is under way. */
export async function keptRooms(me: ProfileId): Promise<Set<RoomId>> {
  const kept = (await database()).transaction(['feeds', 'answers', 'drafts', 'posts', 'outbox'])
  const [feeds, answers, drafts, posts, outbox] = await Promise.all([
    kept.objectStore('feeds').getAllKeys(ofOwner(me)),
    kept.objectStore('answers').getAllKeys(ofOwner(me)),
    kept.objectStore('drafts').getAllKeys(ofOwner(me)),
    kept.objectStore('posts').getAll(),
    kept.objectStore('outbox').getAll(),
  ])
  const underWay = [...posts, ...outbox].filter(({ authorId }) => authorId === me)
  return new Set([
    ...[...feeds, ...drafts].map(([, roomId]) => roomId),
    ...answers.flatMap(([, hash]) => (MEMBERS_OF.exec(hash)?.[1] as RoomId | undefined) ?? []),
    ...underWay.map(({ roomId }) => roomId),
  ])
}

/** Whoever is no longer in a room keeps nothing of it: neither what was said, nor who is there. What was written goes with the desk. */
export function forgetRoom(me: ProfileId, roomId: RoomId): void {
  const start = hashKey(['members', roomId]).slice(0, -1) // so begins whatever was asked about them
  const membersOf = IDBKeyRange.bound([me, start], [me, `${start}\uffff`])
  void together(['feeds', 'answers'], (kept) =>
    Promise.all([kept.objectStore('feeds').delete([me, roomId]), kept.objectStore('answers').delete(membersOf)]),
  ).catch(() => {})
}

/** The room in the name of an answer about its members. */
const MEMBERS_OF = /^\["members","([^"]+)"/
