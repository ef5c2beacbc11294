import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addReaction,
  type Caller,
  call,
  deleteMessage,
  deleteRoom,
  editMessage,
  getMessage,
  joinRoom,
  listMessages,
  MAX_EMOJIS,
  MAX_NAMED_REACTORS,
  type ProfileId,
  type RoomId,
  removeMember,
  removeReaction,
  takeEvent,
} from '@snug/contracts'
import { newRoom, say, startChatroom } from './support.ts'

interface Person {
  id: ProfileId
  caller: Caller
}

const react = async ({ caller }: Person, roomId: RoomId, seq: number, emoji: string) =>
  (await call(caller, addReaction, { params: { roomId, seq, emoji } })).reactions
const takeBack = async ({ caller }: Person, roomId: RoomId, seq: number, emoji: string) =>
  (await call(caller, removeReaction, { params: { roomId, seq, emoji } })).reactions

/** A room of ada's with ben in it, and a message. */
async function startTalk(t: Parameters<typeof startChatroom>[0]) {
  const chatroom = await startChatroom(t)
  const [ada, ben] = [chatroom.newPerson('ada'), chatroom.newPerson('ben')]
  const roomId = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  const { seq } = await say(ada, roomId, 'The lake is frozen!')
  const page = async () => (await call(ada.caller, listMessages, { params: { roomId }, query: {} })).items
  return { ...chatroom, ada, ben, roomId, seq, page }
}

test('people react to a message, once each, and take it back', async (t) => {
  const { ada, ben, roomId, seq, page } = await startTalk(t)
  assert.deepEqual((await page())[0]?.reactions, [])
  await react(ben, roomId, seq, '🦆')
  const both = [
    { emoji: '🦆', count: 2, by: [ben.id, ada.id] },
    { emoji: '❤️', count: 1, by: [ben.id] },
  ]
  await react(ada, roomId, seq, '🦆')
  assert.deepEqual(await react(ben, roomId, seq, '❤️'), both)
  assert.deepEqual(await react(ben, roomId, seq, '❤️'), both)
  assert.deepEqual((await page())[0]?.reactions, both)
  const message = await call(ben.caller, getMessage, { params: { roomId, seq } })
  assert.deepEqual([message.reactions, message.editedAt], [both, null])

  const one = [{ emoji: '🦆', count: 1, by: [ben.id] }]
  await takeBack(ben, roomId, seq, '❤️')
  assert.deepEqual(await takeBack(ada, roomId, seq, '🦆'), one)
  assert.deepEqual(await takeBack(ada, roomId, seq, '🦆'), one)
  assert.deepEqual((await page())[0]?.reactions, one)
  assert.deepEqual(await takeBack(ben, roomId, seq, '🦆'), [])
})

test('emojis that look alike to a database are different, and only whole ones are taken', async (t) => {
  const { ada, roomId, seq } = await startTalk(t)
  const emojis = ['👍', '👍🏽', '👍🏿', '🎉', '👩‍👩‍👧‍👦', '👩🏻‍❤️‍💋‍👩🏿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '1️⃣']
  for (const emoji of emojis) await react(ada, roomId, seq, emoji)
  const { reactions } = await call(ada.caller, getMessage, { params: { roomId, seq } })
  assert.deepEqual(
    reactions.map(({ emoji, count }) => [emoji, count]),
    emojis.map((emoji) => [emoji, 1]),
  )
  for (const emoji of ['x', '1', '👍👍', '👍 ', '<b>', '🇩', '\u200d', "'; drop table reactions; --"])
    await assert.rejects(react(ada, roomId, seq, emoji), { code: 'not_found' }, emoji)
})

test('a message has room for so many different emojis; more people may join those that are there', async (t) => {
  const { ada, ben, roomId, seq } = await startTalk(t)
  const emojis = Array.from({ length: MAX_EMOJIS }, (_, i) => String.fromCodePoint(0x1f400 + i))
  await Promise.all(emojis.map((emoji) => react(ada, roomId, seq, emoji)))
  await assert.rejects(react(ben, roomId, seq, '🎉'), { code: 'emojis_full' })
  const reactions = await react(ben, roomId, seq, emojis[3] ?? '')
  assert.deepEqual([reactions.length, reactions[3]?.by], [MAX_EMOJIS, [ada.id, ben.id]])
  await takeBack(ada, roomId, seq, emojis[0] ?? '')
  assert.equal((await react(ben, roomId, seq, '🎉')).at(-1)?.emoji, '🎉')
})

test('a crowd reacts at once: all are counted, the first are named, and names move up', async (t) => {
  const { newPerson, ada, roomId, seq, page, db } = await startTalk(t)
  const crowd = Array.from({ length: MAX_NAMED_REACTORS + 20 }, (_, i) => newPerson(`fan ${i}`))
  for (const { caller } of crowd) await call(caller, joinRoom, { params: { roomId, profileId: 'me' } })
  await Promise.all(crowd.map((fan) => react(fan, roomId, seq, '🎉')))
  const [party] = (await page())[0]?.reactions ?? []
  assert.deepEqual([party?.count, new Set(party?.by).size], [crowd.length, MAX_NAMED_REACTORS])

  const named = crowd.filter(({ id }) => party?.by.includes(id))
  await Promise.all(named.slice(0, 30).map((fan) => takeBack(fan, roomId, seq, '🎉')))
  const [left] = (await page())[0]?.reactions ?? []
  const rows = await db.selectFrom('reactions').select('profileId').execute()
  assert.equal(left?.count, 40)
  assert.deepEqual(left?.by.toSorted(), rows.map(({ profileId }) => profileId).sort())
  assert.ok(!left?.by.includes(ada.id))
})

test('the room hears of reactions, in the end of the last one too', async (t) => {
  const { ada, ben, roomId, seq, feed } = await startTalk(t)
  const gateway = await feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ada.id, roomId })
  await gateway.until((frame) => frame.type === 'subscribed')
  const last = '🐢'
  for (const emoji of ['🦆', '🐟', last]) await react(ben, roomId, seq, emoji)
  const frame = await gateway.until(
    (frame) => frame.type === 'reactions' && frame.reactions.some(({ emoji }) => emoji === last),
  )
  assert.deepEqual(frame, {
    ...{ type: 'reactions', roomId, seq, revision: 3 },
    reactions: ['🦆', '🐟', last].map((emoji) => ({ emoji, count: 1, by: [ben.id] })),
  })
})

test('an edit keeps the reactions, a deletion takes them, and a deleted message gets none', async (t) => {
  const { ada, ben, roomId, seq, page, db } = await startTalk(t)
  const reactions = await react(ben, roomId, seq, '🦆')
  const edited = await call(ada.caller, editMessage, { params: { roomId, seq }, body: { text: 'It melts' } })
  assert.deepEqual(edited.reactions, reactions)
  await call(ada.caller, deleteMessage, { params: { roomId, seq } })
  assert.deepEqual((await page())[0]?.reactions, [])
  assert.deepEqual(await db.selectFrom('reactions').selectAll().execute(), [])
  for (const change of [react, takeBack])
    await assert.rejects(change(ben, roomId, seq, '🦆'), { code: 'message_not_found' })
  await assert.rejects(react(ben, roomId, seq + 1, '🦆'), { code: 'message_not_found' })
})

test('SEC-12: strangers neither react nor learn what there is to react to', async (t) => {
  const { newPerson, roomId, seq } = await startTalk(t)
  const eve = newPerson('eve')
  for (const change of [react, takeBack])
    await assert.rejects(change(eve, roomId, seq, '🦆'), { code: 'room_not_found' })
  await assert.rejects(call(eve.caller, getMessage, { params: { roomId, seq } }), { code: 'room_not_found' })
})

test('who leaves a room leaves their reactions; a room that is deleted takes them along', async (t) => {
  const { ada, ben, roomId, seq, page, db } = await startTalk(t)
  await react(ben, roomId, seq, '🦆')
  await call(ben.caller, removeMember, { params: { roomId, profileId: 'me' } })
  assert.equal((await page())[0]?.reactions[0]?.count, 1)
  await assert.rejects(takeBack(ben, roomId, seq, '🦆'), { code: 'room_not_found' })
  await call(ada.caller, deleteRoom, { params: { roomId } })
  assert.deepEqual(await db.selectFrom('reactions').selectAll().execute(), [])
})

test('of a person whose account is gone no reaction is left, nor any to what they said', async (t) => {
  const { ada, ben, roomId, seq, page, db, auth } = await startTalk(t)
  const his = await say(ben, roomId, 'Ducks!')
  await react(ada, roomId, his.seq, '❤️')
  for (const emoji of ['🦆', '🎉']) await react(ben, roomId, seq, emoji)
  await react(ada, roomId, seq, '🎉')
  await call(auth, takeEvent, { body: { type: 'profile_deleted', profileId: ben.id } })
  const rows = () => db.selectFrom('reactions').selectAll().execute()
  for (let tries = 0; (await rows()).length > 1 && tries < 200; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual(
    (await rows()).map(({ profileId, emoji }) => [profileId, emoji]),
    [[ada.id, '🎉']],
  )
  const messages = await page()
  assert.deepEqual(
    messages.map(({ reactions }) => reactions),
    [[{ emoji: '🎉', count: 1, by: [ada.id] }], []],
  )
})
