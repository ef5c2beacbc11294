import { MAX_PAGE, type Message, type RoomId, type Seq } from '@snug/contracts'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { MESSAGE, pageOf } from './queries.ts'

/** Like `messagesBefore`, of messages with pictures alone: those without are not even looked at. */
export async function photosBefore(db: Db, roomId: RoomId, before: Seq, limit: number): Promise<Message[]> {
  const rows = await messagesShownIn(db, roomId)
    .where('shown.seq', '<', before)
    .orderBy('shown.seq', 'desc')
    .limit(limit)
    .execute()
  return pageOf(rows).reverse()
}

export async function photosAfter(
  db: Db,
  roomId: RoomId,
  after: Seq,
  upTo: Seq,
  limit: number = MAX_PAGE,
): Promise<Message[]> {
  const rows = await messagesShownIn(db, roomId)
    .where('shown.seq', '>', after)
    .where('shown.seq', '<=', upTo)
    .orderBy('shown.seq')
    .limit(limit)
    .execute()
  return pageOf(rows)
}

/** Whether there are messages with pictures before the first and after the last of these. */
export async function photosAround(db: Db, roomId: RoomId, first: Seq, last: Seq) {
  const one = (where: '<' | '>', seq: Seq) =>
    shownIn(db, roomId).select('seq').where('seq', where, seq).limit(1).executeTakeFirst()
  const [before, after] = await Promise.all([one('<', first), one('>', last)])
  return { before: before !== undefined, after: after !== undefined }
}

/** How many pictures each month has, the newest month first. */
export async function photoMonths(db: Db, roomId: RoomId) {
  const rows = await shownIn(db, roomId)
    .select(({ fn }) => [
      sql<string>`date_format(sent_at, '%Y-%m')`.as('month'),
      fn.sum<number>('photoCount').as('photos'),
      fn.max<Seq>('seq').as('lastSeq'),
    ])
    .groupBy('month')
    .orderBy('month', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, photos: Number(row.photos), lastSeq: Number(row.lastSeq) }))
}

const shownIn = (db: Db, roomId: RoomId) => db.selectFrom('photoMessages as shown').where('shown.roomId', '=', roomId)

/** In this order, for the other way round a page might read the whole room. */
const messagesShownIn = (db: Db, roomId: RoomId) =>
  shownIn(db, roomId)
    .modifyFront(sql`straight_join`)
    .innerJoin('messages', (join) =>
      join.onRef('messages.roomId', '=', 'shown.roomId').onRef('messages.seq', '=', 'shown.seq'),
    )
    .select(MESSAGE.map((column) => `messages.${column}` as const))
