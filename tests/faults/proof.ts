import assert from 'node:assert/strict'
import type { Message, RoomId } from '@snug/contracts'
import { history, until } from './support.ts'
import type { Shown, Talker } from './talker.ts'

/**
 * Proves that nothing acknowledged is lost, nothing is doubled, and everybody saw one order without holes: what the
 * clients were told and what they showed is held against what the database has.
 * @returns all messages, room by room
 */
export async function prove(talkers: Talker[]): Promise<Map<RoomId, Message[]>> {
  const rooms = Map.groupBy(
    talkers.flatMap((talker) => talker.rooms.map((roomId) => ({ roomId, talker }))),
    ({ roomId }) => roomId,
  )
  const stored = new Map<RoomId, Message[]>()
  for (const [roomId, members] of rooms) {
    const talkersHere = members.map(({ talker }) => talker)
    stored.set(roomId, await proveRoom(roomId, talkersHere))
  }
  for (const { wrongs } of talkers) assert.deepEqual(wrongs, [])
  return stored
}

async function proveRoom(roomId: RoomId, talkers: Talker[]): Promise<Message[]> {
  const messages = await history((talkers[0] as Talker).session, roomId)
  const order: Shown[] = messages.map(({ seq, clientId }) => ({ seq, clientId }))
  assert.deepEqual(
    order.map(({ seq }) => seq),
    order.map((_, index) => index + 1),
    'no holes',
  )
  assert.equal(new Set(messages.map(({ authorId, clientId }) => `${authorId} ${clientId}`)).size, order.length, 'once')

  for (const { live, acked, said, shown, session } of talkers) {
    const { username } = session.profile
    assert.deepEqual(live.waiting(roomId), [], 'nothing waits any more')
    for (const ack of acked.filter((one) => one.roomId === roomId))
      assert.equal(order[ack.seq - 1]?.clientId, ack.clientId, `${username} was told so`)
    const mine = order.filter(({ clientId }) => said.some((one) => one.clientId === clientId))
    const written = said.filter((one) => one.roomId === roomId)
    assert.deepEqual(
      mine.map(({ clientId }) => clientId),
      written.map(({ clientId }) => clientId),
      `all that ${username} said, in the order of writing`,
    )
    const screen = () => shown.get(roomId) ?? []
    await until(
      () => screen().length >= order.length,
      () => `${username} shows ${screen().length} of ${order.length}`,
    )
    assert.deepEqual(screen(), order, `${username} shows each once, in order`)
  }
  return messages
}
