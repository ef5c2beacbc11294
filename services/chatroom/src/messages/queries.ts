import {
  type ClientId,
  MAX_PAGE,
  type Message,
  type Photo,
  Problem,
  type ProfileId,
  type RoomId,
  type Seq,
} from '@snug/contracts'
import { CompiledQuery, type Selectable } from 'kysely'
import type { Db, MessagesTable } from '../database.ts'
import { notePhotos } from './photo-messages.ts'

/** Named one by one, for what is read here is told live: a new column is not told by accident. */
export const MESSAGE = [
  'roomId',
  'seq',
  'authorId',
  'clientId',
  'replyTo',
  'text',
  'photos',
  'reactions',
  'sentAt',
  'editedAt',
  'deletedAt',
  'revision',
] as const satisfies (keyof MessagesTable)[]

type MessageRow = Pick<Selectable<MessagesTable>, (typeof MESSAGE)[number]>

function toMessage({ photos, reactions, revision, ...row }: MessageRow): Message {
  return {
    ...row,
    ...(revision > 0 && { revision }),
    reactions: reactions ? JSON.parse(reactions) : [],
    photos: photos === '[]' ? [] : (JSON.parse(photos) as Photo[]).map(complete),
  }
}

/** Pictures of messages that were said before there were captions, or places to fill. */
const complete = (photo: Photo): Photo => ({ ...photo, state: photo.state ?? 'ready', caption: photo.caption ?? '' })

/** All of them, or none. */
export async function addMessages(db: Db, messages: readonly Message[]): Promise<void> {
  const shown = messages.filter(({ photos }) => photos.length > 0)
  if (shown.length === 0) return insertMessages(db, messages)
  await db.transaction().execute(async (transaction) => {
    await insertMessages(transaction, messages)
    await notePhotos(transaction, shown)
  })
}

/** As text, for a thousand rows built one by one cost more here than in the database. */
async function insertMessages(db: Db, messages: readonly Message[]): Promise<void> {
  const rows = messages.map(() => '(?, ?, ?, ?, ?, ?, ?, ?)').join()
  const values = messages.flatMap(({ roomId, seq, authorId, clientId, replyTo, text, photos, sentAt }) => [
    roomId,
    seq,
    authorId,
    clientId,
    replyTo,
    text,
    JSON.stringify(photos),
    sentAt,
  ])
  const insert = 'insert into messages (room_id, seq, author_id, client_id, reply_to, text, photos, sent_at) values '
  await db.executeQuery(CompiledQuery.raw(insert + rows, values))
}

/** Bytes of one page; a message has 170 KB at most (SEC-37). */
const MAX_PAGE_BYTES = 1024 * 1024

/** What fits into one page, from the first row on. */
export function pageOf(rows: MessageRow[]): Message[] {
  const page: Message[] = []
  let bytes = 0
  for (const row of rows) {
    const message = toMessage(row)
    bytes += Buffer.byteLength(JSON.stringify(message))
    if (bytes >= MAX_PAGE_BYTES) break
    page.push(message)
  }
  return page
}

/** (room_id, seq) is the primary key, so each of these pages is one range scan, oldest first. */
export async function messagesBefore(db: Db, roomId: RoomId, before: Seq, limit: number): Promise<Message[]> {
  const rows = await inRoom(db, roomId).where('seq', '<', before).orderBy('seq', 'desc').limit(limit).execute()
  return pageOf(rows).reverse()
}

export async function messagesAfter(
  db: Db,
  roomId: RoomId,
  after: Seq,
  upTo: Seq = Number.MAX_SAFE_INTEGER,
  limit: number = MAX_PAGE,
): Promise<Message[]> {
  const rows = await inRoom(db, roomId)
    .where('seq', '>', after)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return pageOf(rows)
}

/**
 * @param deleted whether one that was deleted will do
 * @param locks whether nobody else may change it until the transaction ends
 */
export async function requireMessage(
  db: Db,
  roomId: RoomId,
  seq: Seq,
  { deleted = false, locks = false } = {},
): Promise<Message> {
  const row = await inRoom(db, roomId)
    .where('seq', '=', seq)
    .$if(locks, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row || (row.deletedAt && !deleted)) throw new Problem('message_not_found')
  return toMessage(row)
}

/** What was said under that clientId already, if anything. */
export async function messageOnce(db: Db, roomId: RoomId, authorId: ProfileId, clientId: ClientId) {
  const row = await inRoom(db, roomId)
    .where('authorId', '=', authorId)
    .where('clientId', '=', clientId)
    .executeTakeFirst()
  return row && toMessage(row)
}

/** The same for many at once. */
export async function messagesOnce(
  db: Db,
  drafts: readonly Pick<Message, 'roomId' | 'authorId' | 'clientId'>[],
): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .select(MESSAGE)
    .where(({ or, and }) => or(drafts.map(({ roomId, authorId, clientId }) => and({ roomId, authorId, clientId }))))
    .execute()
  return rows.map(toMessage)
}

/** @throws Problem `message_not_found` when it was deleted meanwhile */
export async function rewriteMessage(
  db: Db,
  { roomId, seq, text, photos, reactions, editedAt, deletedAt, revision = 0 }: Message,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('messages')
    .set({
      text,
      photos: JSON.stringify(photos),
      reactions: reactions.length > 0 ? JSON.stringify(reactions) : null,
      editedAt,
      deletedAt,
      revision,
    })
    .where('roomId', '=', roomId)
    .where('seq', '=', seq)
    .where('deletedAt', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('message_not_found')
}

export async function newestSeq(db: Db, roomId: RoomId): Promise<Seq> {
  const { seq } = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('roomId', '=', roomId)
    .executeTakeFirstOrThrow()
  return Number(seq ?? 0)
}

export const inRoom = (db: Db, roomId: RoomId) => db.selectFrom('messages').select(MESSAGE).where('roomId', '=', roomId)
