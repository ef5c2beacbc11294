import type { TestContext } from 'node:test'
import { type ClientId, Problem, type RoomId } from '@snug/contracts'
import type { LiveEvent } from '../src/events.ts'
import { newClientId } from '../src/ids.ts'
import { Live } from '../src/live.ts'
import { memoryOutbox, type Outgoing } from '../src/outbox.ts'
import { ada, room } from '../src/testing.ts'
import { fakeSockets } from './fake-socket.ts'

/** What the house says when a part of it is away. */
export const away = new Problem('unavailable', { retryAfter: 1 }).toJSON()
/** The longest, in ms, that a client takes to ask again when it is told to wait a second. */
export const A_SECOND_OR_THREE = 3_000
/** No first wait for a new line is longer, in ms; here all waits are as long as may be. */
const FIRST_WAIT = 2_000

export const words = (text: string, roomId: RoomId = room) => ({ clientId: newClientId(), roomId, text, photos: [] })

export const ack = (clientId: ClientId, seq = 1) =>
  ({ type: 'ack', clientId, roomId: room, seq, sentAt: new Date() }) as const

/** Ada's live line over sockets whose other end is the test, with the clock stopped. */
export async function openLive(
  t: TestContext,
  { kept = new Map<ClientId, Outgoing>(), outbox = memoryOutbox(kept), prepare = async () => {} } = {},
) {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
  t.mock.method(performance, 'now', Date.now) // stays as it is when a test sets Date's
  const { sockets, last, dial } = fakeSockets(prepare)
  const live = new Live({ me: ada, outbox, dial, random: () => 1 })
  const heard: LiveEvent[] = []
  live.on((event) => heard.push(event))
  t.after(() => live.close())
  await live.start()
  const pass = async (ms: number) => {
    t.mock.timers.tick(ms)
    await new Promise((done) => setImmediate(done))
  }
  const comeBack = async () => {
    await pass(FIRST_WAIT)
    last().ready()
  }
  return { live, kept, sockets, last, heard, pass, comeBack }
}
