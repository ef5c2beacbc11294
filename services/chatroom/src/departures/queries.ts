import type { ClientId, ProfileId, Revision, RoomId, Seq } from '@snug/contracts'
import { enqueue } from '@snug/service-kit/database'
import { sql } from 'kysely'
import type { Db, DeparturesTable } from '../database.ts'
import { forgetPhotos } from '../messages/photo-messages.ts'
import { removeReactions } from '../reactions/queries.ts'
import { deleteRoomRows } from '../rooms/queries.ts'

export async function addDeparture(db: Db, departure: DeparturesTable): Promise<void> {
  await db.insertInto('departures').ignore().values(departure).execute()
}

export function allDepartures(db: Db): Promise<DeparturesTable[]> {
  return db.selectFrom('departures').selectAll().orderBy('since').execute()
}

export async function removeDeparture(db: Db, profileId: ProfileId): Promise<void> {
  await db.deleteFrom('departures').where('profileId', '=', profileId).execute()
}

export async function roomsJoinedBy(db: Db, profileId: ProfileId): Promise<RoomId[]> {
  const rows = await db.selectFrom('memberships').select('roomId').where('profileId', '=', profileId).execute()
  return rows.map(({ roomId }) => roomId)
}

/**
 * Takes the person out of the room, all at once with what that leads to: a room without an owner gets the moderator, or else
 * the member, who has been there for longest; a room without anybody goes. Whoever joins meanwhile waits for the room's row.
 * @returns whether the room is gone
 */
export function departFrom(db: Db, roomId: RoomId, profileId: ProfileId): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('rooms').select('id').where('id', '=', roomId).forUpdate().execute()
    // All of them, in the order in which who removes a member or changes a role locks them too.
    await transaction.selectFrom('memberships').select('profileId').where('roomId', '=', roomId).forUpdate().execute()
    await transaction
      .deleteFrom('memberships')
      .where('roomId', '=', roomId)
      .where('profileId', '=', profileId)
      .execute()
    await enqueue(transaction, { type: 'member_left', roomId, profileId })
    const heir = await transaction
      .selectFrom('memberships')
      .select(['profileId', 'role'])
      .where('roomId', '=', roomId)
      .orderBy('role') // an enum: owner, moderator, member
      .orderBy('joinedAt')
      .orderBy('profileId')
      .limit(1)
      .executeTakeFirst()
    if (!heir) await deleteRoomRows(transaction, roomId)
    else if (heir.role !== 'owner')
      await transaction
        .updateTable('memberships')
        .set({ role: 'owner' })
        .where('roomId', '=', roomId)
        .where('profileId', '=', heir.profileId)
        .execute()
    return !heir
  })
}

export async function roomsSpokenInBy(db: Db, authorId: ProfileId): Promise<RoomId[]> {
  const rows = await db.selectFrom('messages').select('roomId').distinct().where('authorId', '=', authorId).execute()
  return rows.map(({ roomId }) => roomId)
}

/** The next of what the person said in the room and was not deleted, as it stands in the key that makes a message one. */
export function messagesStillBy(db: Db, roomId: RoomId, authorId: ProfileId, after: ClientId | '', limit: number) {
  return db
    .selectFrom('messages')
    .select(['seq', 'clientId'])
    .where('authorId', '=', authorId)
    .where('roomId', '=', roomId)
    .where('clientId', '>', after as ClientId)
    .where('deletedAt', 'is', null)
    .orderBy('clientId')
    .limit(limit)
    .execute()
}

/**
 * Their numbers stay, empty; each is a change of its own, the next ones after `revision`.
 * @param transaction nothing less: what others felt about them goes too
 */
export async function emptyMessages(
  transaction: Db,
  roomId: RoomId,
  seqs: Seq[],
  { deletedAt, revision }: { deletedAt: Date; revision: Revision },
): Promise<void> {
  await transaction
    .updateTable('messages')
    .set({
      text: '',
      photos: '[]',
      reactions: null,
      deletedAt,
      revision: sql`${revision} + field(seq, ${sql.join(seqs)})`,
    })
    .where('roomId', '=', roomId)
    .where('seq', 'in', seqs)
    .where('deletedAt', 'is', null)
    .execute()
  await forgetPhotos(transaction, roomId, seqs)
  await removeReactions(transaction, roomId, seqs)
}
