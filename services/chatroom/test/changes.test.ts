import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  addReaction,
  type Caller,
  call,
  deleteMessage,
  editMessage,
  joinRoom,
  listChanges,
  listMessages,
  MAX_PAGE,
  type RoomId,
  removeReaction,
  takeEvent,
} from '@snug/contracts'
import { openDatabase } from '@snug/service-kit/database'
import { sql } from 'kysely'
import { down, up } from '../migrations/0011_revisions.ts'
import type { Tables } from '../src/database.ts'
import { addMessages } from '../src/messages/queries.ts'
import { newClientId, newRoom, say, startChatroom } from './support.ts'

/** A room of ada's and ben's, and four messages of hers. */
async function startTalk(t: TestContext) {
  const chatroom = await startChatroom(t)
  const [ada, ben] = [chatroom.newPerson('ada'), chatroom.newPerson('ben')]
  const roomId = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  for (let n = 1; n <= 4; n++) await say(ada, roomId, `message ${n}`)
  const edit = (seq: number, text: string) => call(ada.caller, editMessage, { params: { roomId, seq }, body: { text } })
  const react = (seq: number, there = true) =>
    call(ben.caller, there ? addReaction : removeReaction, { params: { roomId, seq, emoji: '🦆' } })
  const remove = (seq: number) => call(ada.caller, deleteMessage, { params: { roomId, seq } })
  const since = (revision: number, from = 1, who: Caller = ben.caller) =>
    call(who, listChanges, { params: { roomId }, query: { since: revision, from } })
  return { ...chatroom, ada, ben, roomId, edit, react, remove, since }
}

const subscribed = async (t: Awaited<ReturnType<typeof startTalk>>, roomId: RoomId, line = 1) => {
  const gateway = await t.feed()
  gateway.ask({ type: 'subscribe', line, profileId: t.ben.id, roomId })
  const frame = await gateway.until(({ type }) => type === 'subscribed')
  return { gateway, frame }
}

test('every change of a room has the next number, and is told with it in that order', async (t) => {
  const talk = await startTalk(t)
  const { roomId, edit, react, remove } = talk
  const { gateway, frame } = await subscribed(talk, roomId)
  assert.deepEqual(frame, { type: 'subscribed', roomId, seq: 4, revision: 0 })

  assert.equal((await edit(1, 'better')).revision, 1)
  assert.equal((await react(2)).revision, 2)
  await remove(3)
  assert.equal((await react(4)).revision, 4)
  assert.equal((await react(2, false)).revision, 5)
  await gateway.until((frame) => frame.type === 'reactions' && frame.reactions.length === 0)
  const told = gateway.heard.flatMap(({ frame }) => {
    if (frame.type === 'message_edited') return [`${frame.type} ${frame.message.revision}`]
    return 'revision' in frame && frame.type !== 'subscribed' ? [`${frame.type} ${frame.revision}`] : []
  })
  assert.deepEqual(told, ['message_edited 1', 'reactions 2', 'message_deleted 3', 'reactions 4', 'reactions 5'])
})

test('REL-03: who was away asks for what changed, and learns each message as it is now', async (t) => {
  const { ben, roomId, edit, react, remove, since } = await startTalk(t)
  await react(1)
  const { revision } = await call(ben.caller, listMessages, { params: { roomId }, query: {} })
  assert.equal(revision, 1)

  await edit(2, 'once')
  await edit(2, 'twice')
  await react(1, false)
  await remove(4)
  const changes = await since(revision)
  assert.equal(changes.revision, 5)
  assert.deepEqual(
    changes.items.map(({ seq, revision, text, reactions, deletedAt }) => [
      seq,
      revision,
      text,
      reactions.length,
      deletedAt !== null,
    ]),
    [
      [2, 3, 'twice', 0, false],
      [1, 4, 'message 1', 0, false],
      [4, 5, '', 0, true],
    ],
  )
  assert.deepEqual(
    (await since(1, 3)).items.map(({ seq }) => seq),
    [4],
  )
  assert.deepEqual(await since(5), { items: [], revision: 5 })
  for (const query of [{}, { before: 5 }, { after: 0 }])
    assert.equal((await call(ben.caller, listMessages, { params: { roomId }, query })).revision, 5)
})

test('what changes nothing has no number, and is not told', async (t) => {
  const talk = await startTalk(t)
  const { roomId, edit, react, remove } = talk
  const { gateway } = await subscribed(talk, roomId)
  await react(1)
  assert.equal((await react(1)).revision, 1)
  await remove(2)
  await remove(2)
  await assert.rejects(edit(2, 'too late'), { code: 'message_not_found' })
  await edit(3, 'better')
  await gateway.until(({ type }) => type === 'message_edited')
  assert.deepEqual(
    gateway.heard.map(({ frame: { type } }) => type),
    ['subscribed', 'reactions', 'message_deleted', 'message_edited'],
  )
})

test('a change that another process made and did not tell is heard of at the next attempt, though that changes nothing', async (t) => {
  const talk = await startTalk(t)
  const { db, roomId, react } = talk
  const { gateway } = await subscribed(talk, roomId)
  await react(1)
  await sql`update messages set text = 'better', revision = 2 where seq = 2`.execute(db)
  await sql`update rooms set revision = 2`.execute(db)
  await react(1)
  await gateway.until((frame) => frame.type === 'revision' && frame.revision === 2)
})

test('more changes than fit into one answer are asked for in several', async (t) => {
  const { db, ada, roomId, since } = await startTalk(t)
  const count = MAX_PAGE + 10
  const more = Array.from({ length: count }, (_, at) => ({
    ...{ roomId, authorId: ada.id, clientId: newClientId(), seq: at + 5, text: 'x', photos: [], replyTo: null },
    ...{ reactions: [], sentAt: new Date(), editedAt: null, deletedAt: null },
  }))
  await addMessages(db, more)
  await sql`update messages set revision = seq - 4 where seq > 4`.execute(db)
  await sql`update rooms set revision = ${count}`.execute(db)
  const first = await since(0)
  assert.deepEqual([first.items.length, first.revision], [MAX_PAGE, MAX_PAGE])
})

test('many change a room at once: no number is given twice, and none is missing', async (t) => {
  const talk = await startTalk(t)
  const { roomId, edit, react, remove, db } = talk
  const { gateway } = await subscribed(talk, roomId)
  await Promise.all([react(1), edit(1, 'a'), react(2), edit(2, 'b'), edit(1, 'c'), react(3), edit(4, 'd')])
  await remove(4)
  await gateway.until(({ type }) => type === 'message_deleted')
  const told = gateway.heard.map(({ frame }) =>
    'message' in frame ? frame.message.revision : 'revision' in frame && frame.revision,
  )
  assert.deepEqual(told, [0, 1, 2, 3, 4, 5, 6, 7, 8])
  assert.equal((await db.selectFrom('rooms').select('revision').executeTakeFirst())?.revision, 8)
})

test('the messages of an account that is gone are changes too, each its own', async (t) => {
  const { ada, auth, ben, roomId, since } = await startTalk(t)
  await say(ben, roomId, 'mine')
  await call(auth, takeEvent, { body: { type: 'profile_deleted', profileId: ada.id } })
  for (let tries = 0; (await since(0)).revision < 4 && tries < 200; tries++) await sleep(20)
  const { items } = await since(0)
  assert.deepEqual(items.map(({ seq }) => seq).sort(), [1, 2, 3, 4])
  assert.deepEqual(
    items.map(({ revision }) => revision),
    [1, 2, 3, 4],
  )
})

test('REL-07: a change of which the database said nothing in time is heard of when it happened after all', async (t) => {
  const talk = await startTalk(t)
  const { ada, roomId, remove, url, since } = talk
  const newest = async () => (await call(ada.caller, listMessages, { params: { roomId }, query: {} })).items[0]?.text
  assert.equal(await newest(), 'message 1')
  const { gateway } = await subscribed(talk, roomId)
  const other = openDatabase<Tables>(url, 1)
  t.after(() => other.destroy())
  const transaction = await other.startTransaction().execute()
  await transaction.selectFrom('rooms').select('id').where('id', '=', roomId).forUpdate().execute()
  await assert.rejects(remove(1), { code: 'unavailable' })
  await transaction.rollback().execute()
  await gateway.until((frame) => frame.type === 'revision' && frame.revision === 1)
  assert.equal((await since(0)).items[0]?.text, '')
  assert.equal(await newest(), '')
  await remove(1)
})

test('a gateway that comes back is told which change is the newest, also by a chatroom that has just started', async (t) => {
  const talk = await startTalk(t)
  const { roomId, ben, edit } = talk
  await edit(1, 'better')
  const gateway = await talk.feed()
  gateway.ask({ type: 'resume', roomId, afterSeq: 4, profileIds: [ben.id] })
  const frame = await gateway.until(({ type }) => type === 'revision')
  assert.deepEqual(frame, { type: 'revision', roomId, revision: 1 })
})

test('SEC-12: strangers do not learn what changed', async (t) => {
  const { newPerson, edit, since } = await startTalk(t)
  await edit(1, 'better')
  await assert.rejects(since(0, 1, newPerson('eve').caller), { code: 'room_not_found' })
})

test('REL-20: the numbers can be taken back and come again', async (t) => {
  const { url, db } = await startTalk(t)
  const other = openDatabase<unknown>(url, 1)
  t.after(() => other.destroy())
  for (const _ of ['once', 'twice']) {
    await down(other)
    await down(other)
    await assert.rejects(db.selectFrom('rooms').select('revision').execute())
    await up(other)
    await up(other)
    assert.equal((await db.selectFrom('rooms').select('revision').executeTakeFirst())?.revision, 0)
  }
})
