import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { API_PREFIX, LIVE_PROTOCOL, PAGE } from '@snug/contracts'
import type { Pool, RowDataPacket } from 'mysql2/promise'
import { WebSocketServer } from 'ws'
import { frameOf, OPCODE } from '../load/frames.ts'

/** Rows of one insert. */
const MAX_GROUP = 1_000

/** As Snug's, so that a row costs the same. */
export const TABLE = `create table if not exists messages (
  room_id char(36) character set ascii collate ascii_bin not null,
  seq bigint unsigned not null,
  author_id char(36) character set ascii collate ascii_bin not null,
  client_id char(36) character set ascii collate ascii_bin not null,
  text text not null,
  photos json not null,
  sent_at datetime(3) not null,
  primary key (room_id, seq)
) character set utf8mb4 collate utf8mb4_bin`

interface Room {
  listeners: Set<Duplex>
  seq: number
}

interface Message {
  roomId: string
  seq: number
  authorId: string
  clientId: string
  text: string
  photos: []
  sentAt: Date
  editedAt: null
  deletedAt: null
}

interface Entry {
  room: Room
  sender: Duplex
  message: Message
}

/**
 * The limit: the least that can be called a chat server on `ws` and stores what it acknowledges. It speaks Snug's
 * protocol as far as the benchmark does, in one process: no rights, no sessions, no limits, no resuming, no checks. What
 * makes it fast is what makes Snug fast: group commit, each message encoded once, one write per socket and turn.
 * Resolves when it listens.
 */
export async function serveLimit(pool: Pool, port: number): Promise<void> {
  const rooms = new Map<string, Room>()
  let queue: Entry[] = []
  let committing = false

  async function commit(): Promise<void> {
    committing = true
    while (queue.length > 0) {
      const group = queue.slice(0, MAX_GROUP)
      queue = queue.slice(MAX_GROUP)
      await insert(pool, group)
      publish(group)
    }
    committing = false
  }

  const hear = (sender: Duplex, person: string, data: string) => {
    const { type, roomId, clientId, text } = JSON.parse(data)
    const room = rooms.getOrInsertComputed(roomId, () => ({ listeners: new Set(), seq: 0 }))
    if (type === 'subscribe') {
      room.listeners.add(sender)
      sender.once('close', () => room.listeners.delete(sender))
      sender.write(encode({ type: 'subscribed', roomId, seq: room.seq }))
    } else if (type === 'send') {
      const written = { photos: [] as [], sentAt: new Date(), editedAt: null, deletedAt: null }
      queue.push({ room, sender, message: { roomId, seq: ++room.seq, authorId: person, clientId, text, ...written } })
      if (!committing) commit()
    }
  }

  const server = createServer((request, response) => answer(pool, request, response))
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: () => LIVE_PROTOCOL,
  })
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const person = request.headers.authorization?.slice('Bearer '.length) ?? ''
      ws.on('message', (data) => hear(socket, person, data.toString()))
      socket.write(encode({ type: 'ready', sessionId: person, profileId: person, heartbeatMs: 25_000 }))
    })
  })
  server.listen({ host: '127.0.0.1', port })
  await once(server, 'listening')
}

const encode = (frame: object) => frameOf(OPCODE.text, JSON.stringify(frame))

function insert(pool: Pool, group: Entry[]) {
  const rows = group.map(({ message }) => {
    const { roomId, seq, authorId, clientId, text, sentAt } = message
    return [roomId, seq, authorId, clientId, text, '[]', sentAt]
  })
  return pool.query('insert into messages (room_id, seq, author_id, client_id, text, photos, sent_at) values ?', [rows])
}

/** Tells everybody, each socket in one write, its own acknowledgements with it. */
function publish(group: Entry[]): void {
  const news = new Map<Room, Buffer[]>()
  const acks = new Map<Duplex, Buffer[]>()
  for (const { room, sender, message } of group) {
    const { roomId, clientId, seq, sentAt } = message
    news.getOrInsertComputed(room, () => []).push(encode({ type: 'message', message }))
    acks.getOrInsertComputed(sender, () => []).push(encode({ type: 'ack', clientId, roomId, seq, sentAt }))
  }
  for (const sender of acks.keys()) sender.cork()
  for (const [room, frames] of news) {
    const bytes = Buffer.concat(frames)
    for (const listener of room.listeners) listener.write(bytes)
  }
  for (const [sender, frames] of acks) {
    sender.write(Buffer.concat(frames))
    sender.uncork()
  }
}

/** GET .../rooms/ID/messages?limit=N: the newest page. */
async function answer(pool: Pool, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const roomId = pathname.slice(`${API_PREFIX}/rooms/`.length).split('/')[0]
  const [rows] = await pool.execute<(RowDataPacket & { seq: number })[]>(
    `select room_id as roomId, seq, author_id as authorId, client_id as clientId, text, photos, sent_at as sentAt,
      null as editedAt, null as deletedAt from messages where room_id = ? order by seq desc limit ?`,
    [roomId ?? '', searchParams.get('limit') ?? String(PAGE)],
  )
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ items: rows.reverse(), next: null, prev: rows[0]?.seq ?? null }))
}
