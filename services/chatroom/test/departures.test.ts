import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Caller,
  call,
  changeRole,
  getRoom,
  joinRoom,
  listMembers,
  listMessages,
  type ProfileId,
  type RoomId,
  removeMember,
  takeEvent,
} from '@snug/contracts'
import type { Db } from '../src/database.ts'
import { newClientId, newRoom, say, startChatroom } from './support.ts'

type Person = { id: ProfileId; caller: Caller }

const join = (who: Person, roomId: RoomId) => call(who.caller, joinRoom, { params: { roomId, profileId: 'me' } })
const page = async (who: Person, roomId: RoomId) =>
  (await call(who.caller, listMessages, { params: { roomId }, query: {} })).items
const rolesIn = async (who: Person, roomId: RoomId) =>
  (await call(who.caller, listMembers, { params: { roomId }, query: {} })).items.map((member) => [
    member.profileId,
    member.role,
  ])

/** Tells chatroom that the account is gone, as auth does. */
const close = (auth: Caller, { id }: Person) =>
  call(auth, takeEvent, { body: { type: 'profile_deleted', profileId: id } })

/** Resolves once the person has no place in any room and no message that says anything. */
async function nothingIsLeftOf({ id }: Person, db: Db): Promise<void> {
  for (;;) {
    const places = db.selectFrom('memberships').select('roomId').where('profileId', '=', id)
    const words = db.selectFrom('messages').select('seq').where('authorId', '=', id).where('deletedAt', 'is', null)
    if ((await places.execute()).length + (await words.execute()).length === 0) return
    await sleep(20)
  }
}

test('REL-13: what a person said is gone from every room, also one that they had left, and its numbers stay', async (t) => {
  const { newPerson, auth, db, feed } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const [lake, hill] = [await newRoom(ben), await newRoom(ben)]
  for (const roomId of [lake, hill]) {
    await join(ada, roomId)
    await say(ada, roomId, 'one')
    await say(ben, roomId, 'two')
    await say(ada, roomId, 'three')
    await page(ben, roomId) // it is kept in mind
  }
  await call(ada.caller, removeMember, { params: { roomId: hill, profileId: 'me' } })
  const gateway = await feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ben.id, roomId: lake })
  await gateway.until((frame) => frame.type === 'subscribed')

  await close(auth, ada)
  for (const seq of [1, 3]) await gateway.until((frame) => frame.type === 'message_deleted' && frame.seq === seq)
  await nothingIsLeftOf(ada, db)

  for (const roomId of [lake, hill]) {
    const said = await page(ben, roomId)
    assert.deepEqual(
      said.map(({ seq, text, deletedAt }) => [seq, text, deletedAt !== null]),
      [
        [1, '', true],
        [2, 'two', false],
        [3, '', true],
      ],
    )
    assert.equal((await say(ben, roomId, 'four')).seq, 4)
  }
})

test('REL-13: pictures go with the message, and more messages than are emptied at once', async (t) => {
  const { newPerson, auth, db } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ben)
  const rows = Array.from({ length: 600 }, (_, i) => ({
    ...{ roomId, seq: i + 1, authorId: i % 6 ? ada.id : ben.id, clientId: newClientId(), text: 'x', photos: '[{}]' },
    ...{ sentAt: new Date(), editedAt: null, deletedAt: null },
  }))
  await db.insertInto('messages').values(rows).execute()
  await close(auth, ada)
  await nothingIsLeftOf(ada, db)
  const left = await db.selectFrom('messages').select(['authorId', 'text', 'photos']).execute()
  assert.equal(left.length, 600)
  for (const { authorId, text, photos } of left)
    assert.deepEqual([text, photos], authorId === ada.id ? ['', '[]'] : ['x', '[{}]'])
})

test('SEC-13: who is gone is out of every room and hears nothing more of it', async (t) => {
  const { newPerson, auth, db, feed, events } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ben)
  await join(ada, roomId)
  const gateway = await feed()
  for (const [line, { id }] of [ada, ben].entries()) gateway.ask({ type: 'subscribe', line, profileId: id, roomId })
  await gateway.until((frame, head) => frame.type === 'subscribed' && head.to === 'line' && head.line === 1)

  await close(auth, ada)
  await gateway.until((_, head) => head.to === 'person' && head.profileId === ada.id && head.leaves === roomId)
  await gateway.until((frame, head) => frame.type === 'room_changed' && head.to === 'room')
  await assert.rejects(say(ada, roomId, 'still here?'), { code: 'room_not_found' })
  assert.deepEqual(await rolesIn(ben, roomId), [[ben.id, 'owner']])
  await nothingIsLeftOf(ada, db)
  const left = { type: 'member_left', roomId, profileId: ada.id }
  while (!events.some((event) => JSON.stringify(event) === JSON.stringify(left))) await sleep(20)
})

test('REL-13: a room whose only owner is gone gets the moderator, or else the member, of longest standing', async (t) => {
  const { newPerson, auth, db } = await startChatroom(t)
  const [ada, ben, cleo, dan] = [newPerson('ada'), newPerson('ben'), newPerson('cleo'), newPerson('dan')]
  const [moderated, plain, shared] = [await newRoom(ada), await newRoom(ada), await newRoom(ada)]
  for (const roomId of [moderated, plain, shared]) for (const who of [ben, cleo, dan]) await join(who, roomId)
  const promote = (roomId: RoomId, { id }: Person, role: 'moderator' | 'owner') =>
    call(ada.caller, changeRole, { params: { roomId, profileId: id }, body: { role } })
  for (const who of [dan, cleo]) await promote(moderated, who, 'moderator')
  await promote(shared, dan, 'owner')

  await close(auth, ada)
  await nothingIsLeftOf(ada, db)

  const owners = async (roomId: RoomId) =>
    (await rolesIn(ben, roomId)).filter(([, role]) => role === 'owner').map(([id]) => id)
  assert.deepEqual(await owners(moderated), [cleo.id])
  assert.deepEqual(await owners(plain), [ben.id])
  assert.deepEqual(await owners(shared), [dan.id])
})

test('REL-13: a room that nobody else is in goes with its owner', async (t) => {
  const { newPerson, auth, db, events } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ada)
  await join(ben, roomId)
  await say(ben, roomId, 'I was here')
  await call(ben.caller, removeMember, { params: { roomId, profileId: 'me' } })

  await close(auth, ada)
  await nothingIsLeftOf(ada, db)
  await assert.rejects(call(ben.caller, getRoom, { params: { roomId } }), { code: 'room_not_found' })
  await assert.rejects(join(ben, roomId), { code: 'room_not_found' })
  for (const table of ['rooms', 'memberships', 'messages'] as const)
    assert.deepEqual(await db.selectFrom(table).selectAll().execute(), [], table)
  const deleted = { type: 'room_deleted', roomId }
  while (!events.some((event) => JSON.stringify(event) === JSON.stringify(deleted))) await sleep(20)
})

test('REL-13: the last two people of a room may go at the same time, and hearing of it twice changes nothing', async (t) => {
  const { newPerson, auth, db } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const [lake, hill] = [await newRoom(ada), await newRoom(ben)]
  for (const roomId of [lake, hill]) for (const who of [ada, ben]) await join(who, roomId)
  await Promise.all([ada, ben, ada, ben].map((who) => close(auth, who)))
  await Promise.all([ada, ben].map((who) => nothingIsLeftOf(who, db)))
  for (const table of ['rooms', 'memberships'] as const)
    assert.deepEqual(await db.selectFrom(table).selectAll().execute(), [], table)
  await close(auth, ada)
})

test('REL-13: what broke off is taken up again, and who is gone is forgotten after a last look', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { newPerson, db } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ben)
  await join(ada, roomId)
  await say(ada, roomId, 'this came late')
  const since = new Date(Date.now() - 60_000)
  await db.insertInto('departures').values({ profileId: ada.id, since }).execute()

  while ((await db.selectFrom('departures').selectAll().execute()).length > 0) {
    t.mock.timers.tick(10_000) // again and again, as time does: on a busy machine a round may fail
    await sleep(20)
  }
  await nothingIsLeftOf(ada, db)
  assert.equal((await page(ben, roomId))[0]?.text, '')
})
