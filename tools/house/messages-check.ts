import type { Connection, RowDataPacket } from 'mysql2/promise'
import { connect } from './databases.ts'

interface Options {
  repairs: boolean
  print: (line: string) => void
  /** What is younger, in ms, may be on its way from one service to the other. */
  youngMs?: number
  /** What the databases' names begin with. */
  prefix?: string
}

/** Messages read in one query. */
const BATCH = 1_000
const YOUNG_MS = 5 * 60_000

interface MessageRow extends RowDataPacket {
  room_id: string
  seq: number
  author_id: string
  client_id: string
  sent_at: Date
  photos: string | object[]
}

interface PhotoRow extends RowDataPacket {
  id: string
  room_id: string
  owner_id: string
  /** Null of those attached before it was written down. */
  client_id: string | null
  since: Date
}

/**
 * Holds the pictures that messages show against those that the file service has, which no service could: each sees its own
 * tables. To be called with root access.
 * @returns how much does not match, and was not mended
 */
export async function checkMessages(
  rootUrl: string,
  { repairs, print, youngMs = YOUNG_MS, prefix = '' }: Options,
): Promise<number> {
  await using connection = await connect(rootUrl)
  const [chatroom, file] = [`${prefix}snug_chatroom`, `${prefix}snug_file`]
  const isYoung = (since: Date) => since.getTime() > Date.now() - youngMs
  const had = await photosOf(connection, file)
  const shown = new Set<string>()
  let found = 0
  for await (const message of messagesWithPhotos(connection, chatroom)) {
    for (const { id } of photosIn(message)) {
      shown.add(id)
      if (had.has(id) || isYoung(message.sent_at) || (await isThere(connection, file, id))) continue
      found++
      print(
        `${id} is in message ${message.seq} of room ${message.room_id}, and nowhere else${repairs ? ': taken out' : ''}`,
      )
      if (repairs) await tellRemoved(connection, file, message, id)
    }
  }
  for (const [id, row] of had) {
    if (shown.has(id) || isYoung(row.since) || (await isSaid(connection, chatroom, row))) continue
    found++
    print(`${id} was taken into a message of room ${row.room_id} that does not show it${repairs ? ': deleted' : ''}`)
    if (repairs) for (const table of TABLES) await connection.query('DELETE FROM ??.?? WHERE id = ?', [file, table, id])
  }
  return repairs ? 0 : found
}

/** It may have come since all were read. */
async function isThere(connection: Connection, file: string, id: string): Promise<boolean> {
  for (const table of TABLES) {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT id FROM ??.?? WHERE id = ?', [file, table, id])
    if (rows.length > 0) return true
  }
  return false
}

/** Whether its message, which may have been said since all were read, shows it. */
async function isSaid(connection: Connection, chatroom: string, { id, room_id, owner_id, client_id }: PhotoRow) {
  const [rows] = await connection.query<MessageRow[]>(
    'SELECT photos FROM ??.messages WHERE author_id = ? AND room_id = ? AND client_id = ?',
    [chatroom, owner_id, room_id, client_id],
  )
  return rows.some((message) => photosIn(message).some((photo) => photo.id === id))
}

const TABLES = ['uploads', 'photos']

/** All pictures that a message is said to have, here or on their way. */
async function photosOf(connection: Connection, file: string): Promise<Map<string, PhotoRow>> {
  const [rows] = await connection.query<PhotoRow[]>(
    `SELECT id, room_id, owner_id, client_id, attached_at AS since FROM ??.photos WHERE attached_at IS NOT NULL
     UNION ALL SELECT id, room_id, owner_id, client_id, created_at FROM ??.uploads WHERE client_id IS NOT NULL`,
    [file, file],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function* messagesWithPhotos(connection: Connection, chatroom: string): AsyncGenerator<MessageRow> {
  let last: [string, number] = ['', 0]
  for (;;) {
    const [rows] = await connection.query<MessageRow[]>(
      `SELECT room_id, seq, author_id, client_id, sent_at, photos FROM ??.messages
       WHERE (room_id > ? OR (room_id = ? AND seq > ?)) AND json_length(photos) > 0 ORDER BY room_id, seq LIMIT ?`,
      [chatroom, last[0], ...last, BATCH],
    )
    yield* rows
    const end = rows.at(-1)
    if (!end || rows.length < BATCH) return
    last = [end.room_id, end.seq]
  }
}

/** MariaDB gives JSON as text and MySQL as objects. */
const photosIn = ({ photos }: MessageRow): { id: string }[] =>
  (typeof photos === 'string' ? JSON.parse(photos) : photos) as { id: string }[]

/** As the file service would have told it, had it known. */
async function tellRemoved(connection: Connection, file: string, message: MessageRow, photoId: string): Promise<void> {
  const { room_id: roomId, author_id: ownerId, client_id: clientId } = message
  const event = JSON.stringify({ type: 'photo_removed', roomId, ownerId, clientId, photoId })
  await connection.query('INSERT INTO ??.outbox (subscriber, event, created_at) VALUES (?, ?, ?)', [
    ...[file, 'chatroom', event, new Date()],
  ])
}
