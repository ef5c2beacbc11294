import type { TestContext } from 'node:test'
import {
  type Caller,
  type ClientId,
  call,
  createRoom,
  type ProfileId,
  postMessage,
  type Room,
  type RoomId,
  ServerFrame,
} from '@snug/contracts'
import { type BlockHead, FEED_PATH, type FeedRequest, SERVICE_TOKEN_HEADER, unpackBlocks } from '@snug/service-kit'
import { migrate, openDatabase } from '@snug/service-kit/database'
import { freshDatabase, listen, startNeighbours } from '@snug/service-kit/testing'
import type { FastifyInstance } from 'fastify'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { buildApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'
import type { Tables } from '../src/database.ts'

export const newClientId = () => crypto.randomUUID() as ClientId

/** The chatroom service on a fresh database, with people to talk and a gateway to listen. */
export async function startChatroom(t: TestContext, answers?: (app: FastifyInstance) => void) {
  const url = await freshDatabase(t)
  const events: unknown[] = []
  const people = new Map<string, { id: ProfileId; username: string }>()
  const neighbours = await startNeighbours(t, (app) => {
    app.get<{ Querystring: { username?: string; ids?: string } }>('/profiles', ({ query }) => ({
      items: [...people.values()]
        .filter(({ id, username }) => username === query.username || query.ids?.split(',').includes(id))
        .map((person) => ({
          ...person,
          displayName: person.username,
          bio: '',
          avatarId: null,
          createdAt: new Date().toISOString(),
        })),
    }))
    app.post('/internal/events', ({ body }, reply) => {
      events.push(body)
      return reply.code(204).send()
    })
    answers?.(app)
  })
  await migrate(url, `${import.meta.dirname}/../migrations`)
  const config: Config = {
    ...neighbours.config,
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: url,
    DATABASE_CONNECTIONS: 5,
    LEDGER_QUEUE: 1_000,
    LEDGER_TIMEOUT_MS: 2_000,
  }
  const db = openDatabase<Tables>(url, 5)
  const baseUrl = await listen(t, await buildApp({ config, db }))

  function newPerson(username: string) {
    const person = neighbours.newPerson()
    people.set(username, { id: person.profileId, username })
    return { id: person.profileId, username, caller: neighbours.caller(baseUrl, 'chatroom', person) }
  }
  const internal = neighbours.caller(baseUrl, 'chatroom', undefined, 'file')
  const auth = neighbours.caller(baseUrl, 'chatroom', undefined, 'auth')
  const profile = neighbours.caller(baseUrl, 'chatroom', undefined, 'profile')
  const gateway = neighbours.caller(baseUrl, 'chatroom')
  return { baseUrl, db, url, events, newPerson, internal, auth, profile, feed: () => openFeed(t, baseUrl, gateway) }
}

export async function newRoom(owner: { caller: Caller }, room: Partial<Room> = {}): Promise<RoomId> {
  const { id } = await call(owner.caller, createRoom, { body: { name: 'The lake', visibility: 'public', ...room } })
  return id
}

export const say = (who: { caller: Caller }, roomId: RoomId, text: string, clientId = newClientId()) =>
  call(who.caller, postMessage, { params: { roomId }, body: { clientId, text } })

/** A gateway's end of the feed, which keeps what it hears as the frames that people would see. */
export async function openFeed(t: TestContext, baseUrl: string, caller: Caller) {
  const token = caller.headers?.[SERVICE_TOKEN_HEADER] ?? ''
  const socket = new WebSocket(baseUrl.replace('http', 'ws') + FEED_PATH, {
    headers: { [SERVICE_TOKEN_HEADER]: token },
  })
  const heard: { head: BlockHead; frame: ServerFrame }[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    for (const { head, frames } of unpackBlocks(data))
      for (const text of textsIn(frames)) heard.push({ head, frame: z.decode(ServerFrame, JSON.parse(text)) })
    for (const check of waiting) check()
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const heartbeat = setInterval(() => socket.ping(), 1_000)
  t.after(() => {
    clearInterval(heartbeat)
    socket.terminate()
  })

  return {
    heard,
    ask: (...requests: FeedRequest[]) => socket.send(JSON.stringify(requests)),
    /** Resolves once something that was heard fits. */
    until: (fits: (frame: ServerFrame, head: BlockHead) => boolean) =>
      new Promise<ServerFrame>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`heard only ${JSON.stringify(heard)}`)), 5_000)
        const check = () => {
          const found = heard.find(({ frame, head }) => fits(frame, head))
          if (!found) return
          clearTimeout(late)
          waiting.delete(check)
          resolve(found.frame)
        }
        waiting.add(check)
        check()
      }),
  }
}

/** The texts of a run of unmasked WebSocket frames. */
function textsIn(frames: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at < frames.length; ) {
    const short = frames.readUInt8(at + 1)
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const size =
      short < 126 ? short : short === 126 ? frames.readUInt16BE(at + 2) : Number(frames.readBigUInt64BE(at + 2))
    texts.push(frames.toString('utf8', at + head, at + head + size))
    at += head + size
  }
  return texts
}
