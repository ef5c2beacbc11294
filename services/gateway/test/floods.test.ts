import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import type { Seq } from '@snug/contracts'
import type { SignedInUser } from '@snug/service-kit'
import { kitchen, send, sitDown, startGateway, TestLine, until } from './support.ts'

test('SEC-39: what is no frame closes the line; what does not fit is answered', async (t) => {
  const { dial, neighbours } = await startGateway(t)
  for (const [said, code] of [
    ['no json', 4400],
    ['[]', 4400],
    ['{"type":"shout"}', 4400],
    ['['.repeat(30_000), 4400],
    [Buffer.from([1, 2]), 4400],
    ['x'.repeat(70_000), 1009],
  ] as const) {
    const line = await dial(neighbours.newPerson())
    line.ws.send(said)
    assert.equal(await line.closes(), code)
  }
  const line = await dial(neighbours.newPerson())
  const tooLong = { ...send(), text: 'x'.repeat(4_001) }
  line.say(tooLong)
  const { clientId, roomId, problem } = await line.hears('problem')
  assert.deepEqual([clientId, roomId, (problem as { code: string }).code], [tooLong.clientId, kitchen, 'invalid_body'])
  line.say({ type: 'ping' })
  await line.hears('pong')
})

test('SEC-39: a message in many fragments closes the line', async (t) => {
  const { dial, neighbours } = await startGateway(t)
  const line = await dial(neighbours.newPerson())
  for (let part = 0; part < 200; part++) line.ws.send('x', { fin: false })
  assert.notEqual(await line.closes(), 1000)
})

test('SEC-42: a line that does not read is let go, and the others wait for nobody', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const sleeper = await dial(neighbours.newPerson())
  await sitDown(sleeper, chatroom)
  const reader = await dial(neighbours.newPerson())
  await sitDown(reader, chatroom)
  sleeper.ws.pause()
  const chunk = 'x'.repeat(64 * 1024)
  for (let seq = 1; seq <= 400; seq++) {
    chatroom.say([
      { to: 'room', roomId: kitchen, seq: seq as Seq },
      { type: 'message', chunk },
    ])
    if (seq % 20 === 0) await until(() => reader.heard.length >= seq + 2)
  }
  assert.equal(reader.heard.length, 402)
  sleeper.ws.resume()
  assert.ok([1013, 1006].includes(await sleeper.closes()))
  assert.ok(sleeper.heard.length < 400)
})

test('SEC-41: who sends too fast is told so, then hung up on; others notice nothing', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t, { LIVE_SENDS_PER_SECOND: 1, LIVE_SEND_BURST: 5 })
  const [fast, calm] = [await dial(neighbours.newPerson()), await dial(neighbours.newPerson())]
  const frames = Array.from({ length: 6 }, send)
  for (const frame of frames) fast.say(frame)
  const refused = await fast.hears('problem')
  assert.equal(refused.clientId, frames.at(-1)?.clientId)
  assert.equal((refused.problem as { code: string }).code, 'too_many_requests')
  assert.equal(chatroom.asked.filter(({ type }) => type === 'send').length, 5)
  for (let i = 0; i < 30; i++) fast.say(send())
  assert.equal(await fast.closes(), 4429)
  calm.say({ type: 'ping' })
  await calm.hears('pong')
})

test('SEC-41: a flood of any frames, pings too, closes the line', async (t) => {
  const { dial, neighbours } = await startGateway(t, { LIVE_FRAMES_PER_SECOND: 10 })
  const [chatty, pinger] = [await dial(neighbours.newPerson()), await dial(neighbours.newPerson())]
  for (let i = 0; i < 60; i++) chatty.say({ type: 'ping' })
  for (let i = 0; i < 60; i++) pinger.ws.ping()
  assert.equal(await chatty.closes(), 4429)
  assert.equal(await pinger.closes(), 4429)
})

test('SEC-41: lines per person, rooms per line and connections per address are bounded', async (t) => {
  const bounds = { LINES_PER_PERSON: 2, ROOMS_PER_LINE: 1, RATE_CONNECT: 4 }
  const { url, dial, chatroom, neighbours } = await startGateway(t, bounds)
  const refused = async (person: SignedInUser) => {
    const { ws } = new TestLine(url, { authorization: `Bearer ${neighbours.accessToken(person)}` })
    const [, response] = await once(ws, 'unexpected-response')
    ws.terminate()
    return response.statusCode
  }
  const ada = neighbours.newPerson()
  const line = await dial(ada)
  await dial(ada)
  assert.equal(await refused(ada), 429)
  await dial(neighbours.newPerson())
  assert.equal(await refused(neighbours.newPerson()), 429)

  await sitDown(line, chatroom)
  line.say({ type: 'subscribe', roomId: crypto.randomUUID() })
  assert.equal(((await line.hears('problem')).problem as { code: string }).code, 'too_many_requests')
})
