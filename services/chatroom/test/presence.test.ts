import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { call, joinRoom, MAX_INTIMATE_MEMBERS, type ProfileId, type RoomId, removeMember } from '@snug/contracts'
import { Gateway } from '../src/feed/feed.ts'
import { GRACE_MS, Presence, TELL_MS } from '../src/presence/presence.ts'
import type { LiveRoom } from '../src/rooms/live-rooms.ts'
import { newRoom, startChatroom } from './support.ts'

const [ada, ben, eve] = ['ada', 'ben', 'eve'] as ProfileId[] as [ProfileId, ProfileId, ProfileId]
const lake = 'lake' as RoomId
const hill = 'hill' as RoomId

const newGateway = () =>
  new Gateway({ bufferedAmount: 0, readyState: 1, send: () => undefined, terminate: () => undefined })

/** Presence in two rooms of ada and ben, on a clock of its own. */
function startPresence(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const rooms = new Map<RoomId, LiveRoom>(
    [lake, hill].map((id) => [id, { id, lastSeq: 0, revision: 0, members: new Set([ada, ben]), closed: false }]),
  )
  const told: string[] = []
  const presence = new Presence({
    rooms: { open: async (roomId) => rooms.get(roomId) },
    feed: {
      toRoom: (_, frame) => {
        if (frame.type === 'presence') told.push(`${frame.roomId}: ${frame.here.join(' ')}`)
      },
    },
    log: { info: () => undefined },
  })
  /** What was told until so much later. */
  const after = async (ms: number) => {
    await new Promise(setImmediate)
    t.mock.timers.tick(ms)
    await new Promise(setImmediate)
    return told.splice(0)
  }
  const gateway = newGateway()
  const appear = (line: number, profileId: ProfileId, roomIds: RoomId[], from = gateway) =>
    presence.appear(from, { type: 'appear', line, profileId, roomIds })
  return { presence, rooms, gateway, after, appear, room: (id: RoomId) => rooms.get(id) as LiveRoom }
}

test('a room hears who is here, of each person once, and not of every line', async (t) => {
  const { presence, gateway, after, appear, room } = startPresence(t)
  appear(1, ada, [lake, hill])
  appear(2, ada, [lake])
  appear(3, ben, [lake])
  assert.deepEqual(await after(0), ['lake: ada ben', 'hill: ada'])
  assert.deepEqual(presence.hereIn(room(lake)), [ada, ben])
  appear(1, ada, [hill])
  presence.vanish(gateway, 3)
  assert.deepEqual(await after(GRACE_MS + TELL_MS), ['lake: ada'])
  presence.vanish(gateway, 2)
  assert.deepEqual(await after(GRACE_MS + TELL_MS), ['lake: '])
})

test('a page that reloads does not flicker; who does not want to be seen is gone at once', async (t) => {
  const { presence, gateway, after, appear } = startPresence(t)
  appear(1, ada, [lake])
  assert.deepEqual(await after(TELL_MS), ['lake: ada'])
  presence.vanish(gateway, 1)
  assert.deepEqual(await after(GRACE_MS / 2), [])
  appear(2, ada, [lake])
  assert.deepEqual(await after(GRACE_MS), [])
  appear(2, ada, [])
  assert.deepEqual(await after(0), ['lake: '])
})

test('those who come and go at once are told together', async (t) => {
  const { after, appear } = startPresence(t)
  for (let i = 0; i < 10; i++) {
    appear(1, ada, [lake])
    appear(2, ben, [lake])
    appear(1, ada, [])
  }
  assert.deepEqual(await after(0), ['lake: ben'])
  assert.deepEqual(await after(TELL_MS), ['lake: ben'])
  assert.deepEqual(await after(TELL_MS), [])
})

test('REL-04: a gateway that comes back keeps its people here, one that does not takes them along', async (t) => {
  const { presence, gateway, after, appear } = startPresence(t)
  appear(1, ada, [lake])
  appear(2, ben, [lake])
  await after(TELL_MS)
  presence.lose(gateway)
  appear(1, ada, [lake], newGateway())
  assert.deepEqual(await after(GRACE_MS - 1), [])
  assert.deepEqual(await after(TELL_MS), ['lake: ada'])
})

test('only members are here, and in a crowd nobody', async (t) => {
  const { presence, after, appear, room } = startPresence(t)
  appear(1, eve, [lake])
  assert.deepEqual(await after(TELL_MS), ['lake: '])
  appear(2, ada, [lake])
  assert.deepEqual(await after(TELL_MS), ['lake: ada'])
  for (let i = room(lake).members.size; i <= MAX_INTIMATE_MEMBERS; i++) room(lake).members.add(`fan ${i}` as ProfileId)
  presence.tell(lake)
  assert.deepEqual([await after(TELL_MS), presence.hereIn(room(lake))], [['lake: '], []])
  appear(3, ben, [lake])
  assert.deepEqual(await after(TELL_MS), [])
  room(lake).members.delete('fan 2' as ProfileId)
  presence.tell(lake)
  assert.deepEqual(await after(0), ['lake: ada ben'])
})

test('nothing is left of who is gone', async (t) => {
  const { presence, gateway, rooms, after, appear } = startPresence(t)
  appear(1, ada, [lake])
  assert.deepEqual(await after(TELL_MS), ['lake: ada'])
  rooms.delete(lake)
  presence.lose(gateway)
  assert.deepEqual(await after(GRACE_MS + TELL_MS), [])
  assert.deepEqual(presence.hereIn({ id: lake, lastSeq: 0, revision: 0, members: new Set([ada]), closed: false }), [])
})

test('who subscribes hears who is here already; who is put out is here no more', async (t) => {
  const { newPerson, feed } = await startChatroom(t)
  const [owner, guest] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(owner)
  await call(guest.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  const gateway = await feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: guest.id, roomId })
  await gateway.until((frame) => frame.type === 'subscribed')
  gateway.ask({ type: 'appear', line: 1, profileId: guest.id, roomIds: [roomId] })
  await gateway.until((frame, { to }) => frame.type === 'presence' && to === 'room' && frame.here[0] === guest.id)

  gateway.ask({ type: 'subscribe', line: 2, profileId: owner.id, roomId })
  await gateway.until((frame, { to }) => frame.type === 'presence' && to === 'line' && frame.here[0] === guest.id)
  await call(owner.caller, removeMember, { params: { roomId, profileId: guest.id } })
  await gateway.until((frame, { to }) => frame.type === 'presence' && to === 'room' && frame.here.length === 0)
})
