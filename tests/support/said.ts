import assert from 'node:assert/strict'
import { type Caller, call, listMessages, type Message, type RoomId } from '@snug/contracts'

/** How long pictures may take over a line that a test makes bad, on a machine that has much to do, in ms. */
const PATIENCE_MS = 240_000
const LOOK_EVERY_MS = 500

export const saidIn = async (caller: Caller, roomId: RoomId): Promise<Message[]> =>
  (await call(caller, listMessages, { params: { roomId }, query: {} })).items

/** What was said in a room, once so many messages are, and so many pictures of them are there. */
export async function heard(
  caller: Caller,
  roomId: RoomId,
  { messages, pictures }: { messages: number; pictures: number },
): Promise<Message[]> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const said = await saidIn(caller, roomId)
    const ready = said.flatMap(({ photos }) => photos).filter(({ state }) => state === 'ready').length
    if (said.length >= messages && ready >= pictures) return said
    if (Date.now() > deadline)
      assert.fail(`heard only ${JSON.stringify(said.map(({ text }) => text))}, ${ready} pictures ready`)
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
  }
}

/** Texts with the number of pictures of each. */
export const contentsOf = (said: readonly Message[]) => said.map(({ text, photos }) => [text, photos.length])
