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
  removeMember,
} from '@snug/contracts'
import { newRoom, say, startChatroom } from './support.ts'

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
  await assert.rejects(call(ada.caller, listRooms, { query: { cursor: 'nonsense' } }), { code: 'invalid_query' })
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
