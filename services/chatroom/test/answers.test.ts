import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  call,
  deleteMessage,
  getMessage,
  joinRoom,
  listMessages,
  type PhotoId,
  postMessage,
  type RoomId,
} from '@snug/contracts'
import { newClientId, newRoom, say, startChatroom } from './support.ts'

test('a message answers another, over both doors, and everybody sees which', async (t) => {
  const { newPerson, feed } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  assert.equal((await say(ada, roomId, 'Swim?')).replyTo, null)
  const gateway = await feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ada.id, roomId })
  await gateway.until((frame) => frame.type === 'subscribed')

  const yes = await call(ben.caller, postMessage, {
    params: { roomId },
    body: { clientId: newClientId(), text: 'Yes', replyTo: 1 },
  })
  assert.equal(yes.replyTo, 1)
  const send = { type: 'send', line: 1, profileId: ada.id, roomId, photoIds: [] as PhotoId[] } as const
  gateway.ask({ ...send, clientId: newClientId(), text: 'At noon', replyTo: yes.seq })
  const heard = await gateway.until((frame) => frame.type === 'message' && frame.message.seq === 3)
  assert.equal(heard.type === 'message' && heard.message.replyTo, 2)

  for (const query of [{}, { after: 0 }]) {
    const { items } = await call(ben.caller, listMessages, { params: { roomId }, query })
    assert.deepEqual(
      items.map(({ replyTo }) => replyTo),
      [null, 1, 2],
    )
  }
  gateway.ask({ type: 'subscribe', line: 2, profileId: ben.id, roomId, afterSeq: 1 })
  const replayed = await gateway.until(
    (frame, head) => frame.type === 'message' && head.to === 'line' && frame.message.seq === 2,
  )
  assert.equal(replayed.type === 'message' && replayed.message.replyTo, 1)
})

test('only what was said in the room can be answered', async (t) => {
  const { newPerson, feed, db } = await startChatroom(t)
  const ada = newPerson('ada')
  const [roomId, other] = [await newRoom(ada), await newRoom(ada)]
  await say(ada, other, 'elsewhere')
  const post = (replyTo: number) =>
    call(ada.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text: 'So?', replyTo } })
  for (const replyTo of [1, 0, -1, 1.5, 2 ** 60])
    await assert.rejects(post(replyTo), (problem: { code: string; extras: { errors: { pointer: string }[] } }) => {
      assert.deepEqual([problem.code, problem.extras.errors[0]?.pointer], ['invalid_body', '/replyTo'])
      return true
    })
  const gateway = await feed()
  const clientId = newClientId()
  const send = { type: 'send', line: 1, profileId: ada.id, roomId, photoIds: [] as PhotoId[] } as const
  gateway.ask({ ...send, clientId, text: 'So?', replyTo: 9 })
  const refused = await gateway.until((frame) => frame.type === 'problem')
  assert.deepEqual(
    refused.type === 'problem' && [refused.clientId, refused.problem.code, refused.problem.errors?.[0]?.pointer],
    [clientId, 'invalid_body', '/replyTo'],
  )
  assert.equal((await db.selectFrom('messages').select('seq').execute()).length, 1)
})

test('pictures that answer nothing are not taken into a message', async (t) => {
  const asked: unknown[] = []
  const { newPerson } = await startChatroom(t, (app) => {
    app.post('/internal/photos/attach', ({ body }) => {
      asked.push(body)
      return { photos: [] }
    })
  })
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const body = { clientId: newClientId(), photoIds: [crypto.randomUUID() as never], replyTo: 5 }
  await assert.rejects(call(ada.caller, postMessage, { params: { roomId }, body }), { code: 'invalid_body' })
  assert.deepEqual(asked, [])
})

test('a message is found by its number, also when it was deleted, and then it is empty', async (t) => {
  const { newPerson } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const said = await say(ada, roomId, 'a secret')
  const get = (seq: number, room: RoomId = roomId) => call(ada.caller, getMessage, { params: { roomId: room, seq } })
  assert.deepEqual(await get(1), said)
  await call(ada.caller, deleteMessage, { params: { roomId, seq: 1 } })
  const deleted = await get(1)
  assert.ok(deleted.deletedAt && deleted.text === '')
  await assert.rejects(get(2), { code: 'message_not_found' })
  await assert.rejects(get(1, crypto.randomUUID() as RoomId), { code: 'room_not_found' })
})
