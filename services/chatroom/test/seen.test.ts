import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  call,
  getRoom,
  joinRoom,
  listMembers,
  MAX_INTIMATE_MEMBERS,
  markUnread,
  type ProfileId,
  takeEvent,
} from '@snug/contracts'
import { newRoom, say, startChatroom } from './support.ts'

/** A room of ada's with ben in it, who listens, and some messages. */
async function startReading(t: Parameters<typeof startChatroom>[0]) {
  const chatroom = await startChatroom(t)
  const [ada, ben] = [chatroom.newPerson('ada'), chatroom.newPerson('ben')]
  const roomId = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  for (let i = 0; i < 9; i++) await say(ada, roomId, `${i}`)
  const gateway = await chatroom.feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ben.id, roomId })
  await gateway.until((frame) => frame.type === 'subscribed')
  const read = async (profileId: ProfileId, seq: number, quiet?: boolean) => {
    gateway.ask({ type: 'read', profileId, roomId, seq, quiet })
    await sleep(60) // reads are not answered one by one
  }
  const seen = async () => {
    const { items } = await call(ben.caller, listMembers, { params: { roomId }, query: {} })
    return Object.fromEntries(items.map(({ profileId, seenSeq }) => [profileId, seenSeq]))
  }
  const told = () => gateway.heard.flatMap(({ frame }) => (frame.type === 'seen' ? [[frame.profileId, frame.seq]] : []))
  return { ...chatroom, ada, ben, roomId, gateway, read, seen, told }
}

test('the others see how far somebody has read, told once a second at most', async (t) => {
  const { ada, ben, gateway, read, seen, told } = await startReading(t)
  assert.deepEqual(await seen(), { [ada.id]: 0, [ben.id]: 0 })
  for (const seq of [2, 3, 4, 5]) await read(ada.id, seq)
  await read(ben.id, 99)
  assert.deepEqual(await seen(), { [ada.id]: 5, [ben.id]: 9 })
  await gateway.until((frame) => frame.type === 'seen' && frame.seq === 5)
  assert.deepEqual(told(), [
    [ada.id, 2],
    [ben.id, 9],
    [ada.id, 5],
  ])
})

test('who reads quietly is not seen, and is seen again when they like', async (t) => {
  const { ada, ben, gateway, read, seen, told } = await startReading(t)
  await read(ada.id, 2)
  await read(ada.id, 4, true)
  assert.deepEqual(await seen(), { [ada.id]: 0, [ben.id]: 0 })
  await gateway.until((frame) => frame.type === 'read' && frame.seq === 4)
  assert.deepEqual(told(), [[ada.id, 2]])
  await read(ada.id, 4)
  assert.deepEqual(await seen(), { [ada.id]: 4, [ben.id]: 0 })
  await gateway.until((frame) => frame.type === 'seen' && frame.seq === 4)
})

test('what is to be unread again is, on all devices and for its reader alone', async (t) => {
  const { ada, ben, roomId, gateway, read, seen } = await startReading(t)
  await read(ada.id, 9)
  gateway.ask({ type: 'subscribe', line: 2, profileId: ada.id, roomId })
  await call(ada.caller, markUnread, { params: { roomId, seq: 4 } })
  const frame = await gateway.until((frame, head) => frame.type === 'unread' && head.to === 'person')
  assert.deepEqual(frame, { type: 'unread', roomId, seq: 4 })
  const mine = async () => (await call(ada.caller, getRoom, { params: { roomId } })).me
  assert.deepEqual([(await mine())?.readSeq, (await mine())?.unreadCount], [3, 6])
  assert.equal((await seen())[ada.id], 9)

  await read(ada.id, 5)
  assert.deepEqual([(await mine())?.readSeq, (await seen())[ada.id]], [5, 9])
  await assert.rejects(call(ben.caller, markUnread, { params: { roomId, seq: 10 } }), { code: 'message_not_found' })
})

test('who lets nobody see it any more is hidden at once, wherever they have read', async (t) => {
  const { ada, gateway, read, seen, told, profile } = await startReading(t)
  await read(ada.id, 2)
  await call(profile, takeEvent, { body: { type: 'seen_hidden', profileId: ada.id } })
  assert.deepEqual([...new Set(Object.values(await seen()))], [0])
  await gateway.until((frame) => frame.type === 'seen' && frame.seq === 0)
  assert.deepEqual(told(), [
    [ada.id, 2],
    [ada.id, 0],
  ])
})

test('in a crowd nobody is told who has seen what', async (t) => {
  const { ada, roomId, newPerson, read, seen, told } = await startReading(t)
  await read(ada.id, 3)
  const crowd = Array.from({ length: MAX_INTIMATE_MEMBERS - 1 }, (_, i) => newPerson(`fan ${i}`))
  for (const { caller } of crowd) await call(caller, joinRoom, { params: { roomId, profileId: 'me' } })
  await read(ada.id, 7)
  assert.deepEqual([...new Set(Object.values(await seen()))], [0])
  assert.equal((await call(ada.caller, joinRoom, { params: { roomId, profileId: ada.id } })).seenSeq, 0)
  assert.deepEqual(told(), [[ada.id, 3]])
})
