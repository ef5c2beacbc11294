import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RoomId, Seq } from '@snug/contracts'
import { type StandInChatroom, startGateway, type TestLine, until } from './support.ts'

const kitchen = crypto.randomUUID() as RoomId
const garden = crypto.randomUUID() as RoomId

/** The line asks for the room, and chatroom lets it in. @returns its number */
async function sitDown(line: TestLine, chatroom: StandInChatroom, roomId: RoomId) {
  line.say({ type: 'subscribe', roomId })
  const asked = await until(() =>
    chatroom.asked.find((request) => request.type === 'subscribe' && request.roomId === roomId),
  )
  const number = asked.type === 'subscribe' ? asked.line : 0
  chatroom.say([
    { to: 'line', line: number, joins: roomId, seq: 0 as Seq },
    { type: 'subscribed', roomId },
  ])
  await until(() => line.heard.some((frame) => frame.type === 'subscribed' && frame.roomId === roomId))
  return number
}

/** Where the line was last said to be seen. */
const seenIn = (chatroom: StandInChatroom, line: number) => {
  const last = chatroom.asked.findLast((request) => request.type === 'appear' && request.line === line)
  return last?.type === 'appear' ? last.roomIds : undefined
}

test('a line that appears is seen in the rooms it hears, as long as it hears them', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const line = await dial(neighbours.newPerson())
  line.say({ type: 'appear', here: true })
  const number = await sitDown(line, chatroom, kitchen)
  await sitDown(line, chatroom, garden)
  await until(() => seenIn(chatroom, number)?.length === 2)
  line.say({ type: 'unsubscribe', roomId: kitchen })
  await until(() => seenIn(chatroom, number)?.join() === garden)
  chatroom.say([
    { to: 'end', roomId: garden },
    { type: 'room_left', roomId: garden },
  ])
  await until(() => seenIn(chatroom, number)?.length === 0)
  chatroom.asked.length = 0
  await sitDown(line, chatroom, kitchen)
  await until(() => seenIn(chatroom, number)?.join() === kitchen)
  line.say({ type: 'appear', here: false })
  await until(() => seenIn(chatroom, number)?.length === 0)
  line.ws.close()
  await line.closes()
  await sleep(100)
  assert.ok(!chatroom.asked.some(({ type }) => type === 'vanish'))
})

test('of a line that never appears chatroom hears nothing, of one that closes that it is gone', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const [shy, open] = [await dial(neighbours.newPerson()), await dial(neighbours.newPerson())]
  await sitDown(shy, chatroom, kitchen)
  shy.say({ type: 'appear', here: false })
  const number = await sitDown(open, chatroom, garden)
  open.say({ type: 'appear', here: true })
  await until(() => seenIn(chatroom, number)?.join() === garden)
  for (const line of [shy, open]) line.ws.close()
  const gone = await chatroom.asks('vanish')
  assert.equal(gone.line, number)
  await sleep(100)
  assert.equal(chatroom.asked.filter(({ type }) => type === 'vanish' || type === 'appear').length, 2)
})

test('REL-04: who appears is said again to a chatroom that comes back', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const [stays, goes] = [await dial(neighbours.newPerson()), await dial(neighbours.newPerson())]
  const number = await sitDown(stays, chatroom, kitchen)
  stays.say({ type: 'appear', here: true })
  goes.say({ type: 'appear', here: true })
  await until(() => chatroom.asked.filter(({ type }) => type === 'appear').length === 2)
  chatroom.leave()
  goes.ws.close()
  await goes.closes()
  await sleep(100)
  chatroom.comeBack()
  await until(() => seenIn(chatroom, number)?.join() === kitchen)
  await sleep(100)
  assert.equal(chatroom.asked.filter(({ type }) => type === 'appear').length, 1)
})
