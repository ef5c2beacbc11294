import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  call,
  changeRole,
  checkMember,
  createRoom,
  deleteRoom,
  editRoom,
  getRoom,
  inviteMember,
  joinRoom,
  listMembers,
  listRooms,
  type ProfileId,
  type RoomId,
  removeMember,
} from '@snug/contracts'
import { openDatabase } from '@snug/service-kit/database'
import { sql } from 'kysely'
import type { Tables } from '../src/database.ts'
import { LiveRooms } from '../src/rooms/live-rooms.ts'
import { roomsOf } from '../src/rooms/queries.ts'
import { newClientId, newRoom, say, startChatroom } from './support.ts'

test('who makes a room owns it, and finds it among their rooms', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const room = await call(ada.caller, createRoom, { body: { name: '  The lake  ', topic: 'ducks' } })
  assert.deepEqual([room.name, room.visibility, room.memberCount, room.lastSeq], ['The lake', 'private', 1, 0])
  assert.deepEqual(room.me, { role: 'owner', readSeq: 0, unreadCount: 0 })
  assert.deepEqual((await call(ada.caller, listRooms, { query: {} })).items, [room])
  assert.deepEqual((await call(ben.caller, listRooms, { query: {} })).items, [])
  await assert.rejects(call(ben.caller, getRoom, { params: { roomId: room.id } }), { code: 'room_not_found' })
})

test('rooms are listed page by page: mine the liveliest first, public ones by name', async (t) => {
  const { newPerson } = await startChatroom(t)
  const ada = newPerson('ada')
  const ids = []
  for (const name of ['c', 'a', 'b']) ids.push(await newRoom(ada, { name }))
  const [c, a, b] = ids
  await say(ada, a as never, 'hello')
  async function all(scope: 'mine' | 'public') {
    const found = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await call(ada.caller, listRooms, { query: { scope, limit: 1, ...(cursor ? { cursor } : {}) } })
      found.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    return found
  }
  assert.deepEqual(await all('mine'), [a, b, c])
  assert.deepEqual(await all('public'), [a, b, c])
  const places = [
    'nonsense',
    '["a"]',
    '["never","b"]',
    `["never","${a}"]`,
    '["2026-01-01T00:00:00.000Z","é"]',
    '["c","日本"]',
  ]
  for (const scope of ['mine', 'public'] as const)
    for (const place of places.slice(0, scope === 'mine' ? 5 : 3).concat(places.at(-1) ?? '')) {
      const cursor = Buffer.from(place).toString('base64url')
      await assert.rejects(call(ada.caller, listRooms, { query: { scope, cursor } }), { code: 'invalid_query' }, place)
    }
})

test('SEC-37: members are listed page by page, also when one of them leaves in between', async (t) => {
  const { newPerson } = await startChatroom(t)
  const people = ['ada', 'ben', 'cleo', 'dan'].map(newPerson)
  const [ada, ben] = people as [(typeof people)[0], (typeof people)[0]]
  const roomId = await newRoom(ada)
  for (const who of people) await call(who.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  const page = (cursor?: string | null) =>
    call(ada.caller, listMembers, { params: { roomId }, query: { limit: 2, ...(cursor ? { cursor } : {}) } })
  const first = await page()
  await call(ben.caller, removeMember, { params: { roomId, profileId: 'me' } })
  const second = await page(first.next)
  assert.deepEqual(
    [...first.items, ...second.items].map(({ profileId }) => profileId),
    people.map(({ id }) => id),
  )
  assert.equal(second.next, null)
  for (const cursor of ['nonsense', ada.id, 'é']) await assert.rejects(page(cursor), { code: 'invalid_query' }, cursor)
})

test('SEC-37: what a list of rooms costs does not grow with what was said in them', async (t) => {
  const { newPerson, db, url } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const rows = Array.from({ length: 2_000 }, (_, i) => ({
    ...{ roomId, seq: i + 1, authorId: ada.id, clientId: newClientId(), text: 'x', photos: '[]' },
    ...{ sentAt: new Date(), editedAt: null, deletedAt: null },
  }))
  await db.insertInto('messages').values(rows).execute()
  const one = openDatabase<Tables>(url, 1)
  t.after(() => one.destroy())
  const { items } = await roomsOf(one, ada.id, 200)
  assert.equal(items[0]?.lastSeq, 2_000)
  const { rows: counters } = await sql<{ Value: string }>`show session status like 'Handler_read%'`.execute(one)
  const reads = counters.reduce((sum, { Value }) => sum + Number(Value), 0)
  assert.ok(reads < 1_000, JSON.stringify(counters))
})

test('anybody joins a public room, nobody a private one unasked', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const [open, closed] = [await newRoom(ada), await newRoom(ada, { visibility: 'private' })]
  for (let i = 0; i < 2; i++) {
    const member = await call(ben.caller, joinRoom, { params: { roomId: open, profileId: 'me' } })
    assert.equal(member.role, 'member')
  }
  await assert.rejects(call(ben.caller, joinRoom, { params: { roomId: closed, profileId: 'me' } }), {
    code: 'room_not_found',
  })
  await assert.rejects(call(ben.caller, joinRoom, { params: { roomId: closed, profileId: ben.id } }), {
    code: 'room_not_found',
  })
})

test('REL-12: people come and go all at once, and nobody meets a server error', async (t) => {
  const { newPerson, db } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const me = { params: { roomId, profileId: 'me' as const } }
  const people = Array.from({ length: 12 }, (_, i) => newPerson(`guest-${i}`))
  for (const { caller } of people.slice(6)) await call(caller, joinRoom, me)
  await Promise.all([
    ...people.slice(0, 6).map(({ caller }) => call(caller, joinRoom, me)),
    ...people.slice(6).map(({ caller }) => call(caller, removeMember, me)),
  ])
  await Promise.allSettled([
    ...people.slice(6).map(({ caller }) => call(caller, joinRoom, me)),
    call(ada.caller, deleteRoom, { params: { roomId } }),
    ...people.slice(6).map(({ caller }) => call(caller, joinRoom, me)),
  ]).then((answers) => {
    for (const answer of answers)
      if (answer.status === 'rejected') assert.equal(answer.reason.status, 404, String(answer.reason))
  })
  assert.deepEqual(await db.selectFrom('memberships').selectAll().execute(), [])
})

test('a change of members is told even if the room just failed to load', async () => {
  const broken = {
    selectFrom: () => ({
      select: () => ({ where: () => ({ executeTakeFirst: () => Promise.reject(new Error('away')) }) }),
    }),
  }
  const rooms = new LiveRooms(broken as never, 2_000)
  const roomId = crypto.randomUUID() as RoomId
  const loading = rooms.open(roomId)
  await Promise.all([
    assert.rejects(loading),
    rooms.left(roomId, roomId as never),
    rooms.joined(roomId, roomId as never),
  ])
})

test('REL-12: many joins at once make one member', async (t) => {
  const { newPerson, db } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ada)
  await Promise.all(
    Array.from({ length: 10 }, () => call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })),
  )
  assert.equal((await db.selectFrom('memberships').select('profileId').execute()).length, 2)
})

test('owners invite by username, members do not', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, ben, cleo] = [newPerson('ada'), newPerson('ben'), newPerson('cleo')]
  const roomId = await newRoom(ada, { visibility: 'private' })
  const invite = (who: typeof ada, username: string) =>
    call(who.caller, inviteMember, { params: { roomId }, body: { username } })
  assert.equal((await invite(ada, 'ben')).profileId, ben.id)
  await assert.rejects(invite(ben, 'cleo'), { code: 'not_allowed' })
  await assert.rejects(invite(cleo, 'cleo'), { code: 'room_not_found' })
  await assert.rejects(invite(ada, 'nobody'), { code: 'profile_not_found' })
  const { items } = await call(ben.caller, listMembers, { params: { roomId }, query: {} })
  assert.deepEqual(
    items.map(({ profileId, role }) => [profileId, role]),
    [
      [ada.id, 'owner'],
      [ben.id, 'member'],
    ],
  )
})

test('SEC-12, SEC-13: who is removed has no room any more, and says so to file', async (t) => {
  const { newPerson, internal, events } = await startChatroom(t)
  const [ada, ben, cleo] = [newPerson('ada'), newPerson('ben'), newPerson('cleo')]
  const roomId = await newRoom(ada)
  for (const who of [ben, cleo]) await call(who.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  await say(ben, roomId, 'I am here')
  const at = (profileId: ProfileId) => ({ params: { roomId, profileId } })

  await assert.rejects(call(ben.caller, removeMember, at(cleo.id)), { code: 'not_allowed' })
  await call(ada.caller, changeRole, { ...at(ben.id), body: { role: 'moderator' } })
  await assert.rejects(call(ben.caller, removeMember, at(ada.id)), { code: 'not_allowed' })
  await call(ada.caller, changeRole, { ...at(ben.id), body: { role: 'owner' } })
  await assert.rejects(call(ada.caller, removeMember, at(ben.id)), { code: 'not_allowed' })
  assert.equal((await call(internal, checkMember, at(cleo.id))).role, 'member')
  await call(ben.caller, removeMember, at(cleo.id))
  await assert.rejects(call(internal, checkMember, at(cleo.id)), { code: 'member_not_found' })
  await assert.rejects(say(cleo, roomId, 'still here?'), { code: 'room_not_found' })
  assert.deepEqual(events, [{ type: 'member_left', roomId, profileId: cleo.id }])
})

test('a room keeps an owner', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  const me = { params: { roomId, profileId: 'me' as const } }
  await assert.rejects(call(ada.caller, removeMember, me), { code: 'last_owner' })
  await assert.rejects(call(ada.caller, changeRole, { ...me, body: { role: 'member' } }), { code: 'last_owner' })
  await call(ada.caller, changeRole, { params: { roomId, profileId: ben.id }, body: { role: 'owner' } })
  const leaving = await Promise.allSettled([call(ada.caller, removeMember, me), call(ben.caller, removeMember, me)])
  assert.equal(leaving.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('owners and moderators change a room, owners delete it with all that was said', async (t) => {
  const { newPerson, db, events } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  await say(ben, roomId, 'hello')
  await assert.rejects(call(ben.caller, editRoom, { params: { roomId }, body: { name: 'Mine' } }), {
    code: 'not_allowed',
  })
  assert.equal((await call(ada.caller, editRoom, { params: { roomId }, body: { topic: 'swans' } })).topic, 'swans')
  await assert.rejects(call(ben.caller, deleteRoom, { params: { roomId } }), { code: 'not_allowed' })
  await call(ada.caller, deleteRoom, { params: { roomId } })
  await assert.rejects(say(ben, roomId, 'hello?'), { code: 'room_not_found' })
  assert.deepEqual(events, [{ type: 'room_deleted', roomId }])
  for (const table of ['rooms', 'memberships', 'messages'] as const)
    assert.deepEqual(await db.selectFrom(table).selectAll().execute(), [])
})
