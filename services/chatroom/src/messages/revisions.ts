import { CHANGES_SPAN, MAX_PAGE, type Message, Problem, type Revision, type RoomId, type Seq } from '@snug/contracts'
import type { Db } from '../database.ts'
import type { LiveRoom } from '../rooms/live-rooms.ts'
import { inRoom, pageOf } from './queries.ts'

/** What was changed of a room, and up to which change that is all. */
interface ChangesPage {
  items: Message[]
  revision: Revision
}

/** The messages of the span from `from` on that were changed after `since`, in the order of their last change. */
export async function changesOf(db: Db, room: LiveRoom, since: Revision, from: Seq): Promise<ChangesPage> {
  const { revision } = room // before it is read, for what is changed meanwhile may be in it or not
  const rows = await inRoom(db, room.id)
    .where('seq', '>=', from)
    .where('seq', '<', from + CHANGES_SPAN)
    .where('revision', '>', since)
    .orderBy('revision')
    .limit(MAX_PAGE)
    .execute()
  const items = pageOf(rows)
  const isWhole = rows.length < MAX_PAGE && items.length === rows.length
  return { items, revision: isWhole ? revision : (items.at(-1)?.revision ?? since) }
}

export async function revisionOf(db: Db, roomId: RoomId): Promise<Revision> {
  const room = await db.selectFrom('rooms').select('revision').where('id', '=', roomId).executeTakeFirst()
  return room?.revision ?? 0
}

/**
 * The room's newest change; nobody makes another one until the transaction ends. It is the first thing to be locked of a room,
 * as by whoever deletes it.
 * @throws Problem `message_not_found` when the room is gone
 */
export async function lockRevision(transaction: Db, roomId: RoomId): Promise<Revision> {
  const { revision } = await transaction
    .selectFrom('rooms')
    .select('revision')
    .where('id', '=', roomId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Problem('message_not_found'))
  return revision
}

export async function setRevision(transaction: Db, roomId: RoomId, revision: Revision): Promise<void> {
  await transaction.updateTable('rooms').set({ revision }).where('id', '=', roomId).execute()
}
