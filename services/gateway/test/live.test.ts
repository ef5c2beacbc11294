import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientId, getLiveSessions, type RoomId, type Seq, takeEvent } from '@snug/contracts'
import type { SignedInUser } from '@snug/service-kit'
import { ORIGIN, type StandInChatroom, speak, startGateway, TestLine, until } from './support.ts'

const kitchen = crypto.randomUUID() as RoomId
const send = () => ({ type: 'send', roomId: kitchen, clientId: crypto.randomUUID(), text: 'the lake' })

/** The line asks for the kitchen, and chatroom lets it in. */
async function sitDown(line: TestLine, chatroom: StandInChatroom, seq = 0 as Seq) {
  chatroom.asked.length = 0
  line.say({ type: 'subscribe', roomId: kitchen })
  const asked = await chatroom.asks('subscribe')
  chatroom.say([
    { to: 'line', line: asked.line, joins: kitchen, seq },
    { type: 'subscribed', roomId: kitchen, seq },
  ])
  await line.hears('subscribed')
  return asked.line
}

test('a line hears ready first, then its rooms, in order', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const ada = neighbours.newPerson()
  const line = await dial(ada)
  assert.deepEqual(line.heard[0], { type: 'ready', ...ada, heartbeatMs: 25_000 })
  assert.equal(line.ws.protocol, 'snug.v1')
  await sitDown(line, chatroom)
  chatroom.say(
    [
      { to: 'room', roomId: kitchen, seq: 1 as Seq },
      { type: 'message', message: 1 },
      { type: 'message', message: 2 },
    ],
    [{ to: 'person', profileId: ada.profileId }, { type: 'room_joined' }],
  )
  await line.hears('room_joined')
  assert.deepEqual(
    line.heard.map(({ type }) => type),
    ['ready', 'subscribed', 'message', 'message', 'room_joined'],
  )
})

test('SEC-40: what a line says goes up in the name of its session, whatever it claims', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const ada = neighbours.newPerson()
  const line = await dial(ada)
  const frame = send()
  line.say(frame)
  const { line: _, ...asked } = await chatroom.asks('send')
  assert.deepEqual(asked, { ...frame, profileId: ada.profileId, photoIds: [] })
  line.say({ type: 'read', roomId: kitchen, seq: 3 })
  assert.deepEqual(await chatroom.asks('read'), { type: 'read', roomId: kitchen, seq: 3, profileId: ada.profileId })
  line.say({ ...send(), profileId: neighbours.newPerson().profileId })
  assert.equal(((await line.hears('problem')).problem as { code: string }).code, 'invalid_body')
})

test('SEC-38, SEC-21: the handshake asks for a session and an own origin', async (t) => {
  const { url, neighbours } = await startGateway(t)
  const token = neighbours.accessToken(neighbours.newPerson())
  const cookie = `snug_access=${token}`
  const authorization = `Bearer ${token}`
  const refusals: [Record<string, string>, number][] = [
    [{}, 401],
    [{ authorization: 'Bearer x' }, 401],
    [{ cookie }, 403],
    [{ cookie, origin: 'https://evil.example' }, 403],
    [{ cookie, origin: 'null' }, 403],
    [{ authorization, origin: 'https://evil.example' }, 403],
  ]
  for (const [headers, status] of refusals) {
    const { ws } = new TestLine(url, headers)
    const [, response] = await once(ws, 'unexpected-response')
    assert.equal(response.statusCode, status)
    assert.equal(response.headers['content-type'], 'application/problem+json')
    ws.terminate()
  }
  for (const headers of [{ cookie, origin: ORIGIN }, { authorization }]) {
    const line = new TestLine(url, headers)
    await line.hears('ready')
    line.ws.terminate()
  }
})

test('the address of the socket answers plain requests with a problem', async (t) => {
  const { ask, neighbours } = await startGateway(t)
  assert.equal((await ask('/live', { as: neighbours.newPerson() })).status, 400)
  assert.equal((await ask('/live')).status, 401)
})

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

test('SEC-07: when a session ends its lines close with 4401 before auth has its answer', async (t) => {
  const { dial, innerUrl, neighbours } = await startGateway(t)
  const [ada, ben] = [neighbours.newPerson(), neighbours.newPerson()]
  const [hers, his] = [await dial(ada), await dial(ben)]
  const { headers } = neighbours.caller(innerUrl, 'gateway', undefined, 'auth')
  const event = { type: 'session_ended', ...ada, endedAt: new Date().toISOString() }
  const body = JSON.stringify(event)
  await fetch(`${innerUrl}${takeEvent.url}`, {
    method: 'POST',
    body,
    headers: { ...headers, 'content-type': 'application/json' },
  })
  assert.equal(await hers.closes(), 4401)
  assert.equal(his.closed, undefined)
})

test('SEC-38: a session that auth no longer knows loses its lines; while auth is away everybody stays', async (t) => {
  let living: string[] | undefined
  const { gateway, dial, neighbours } = await startGateway(t, {
    answers: (app) =>
      app.post(getLiveSessions.url, (_, reply) => (living ? { sessionIds: living } : reply.code(503).send())),
  })
  const [ada, ben] = [neighbours.newPerson(), neighbours.newPerson()]
  const [hers, his] = [await dial(ada), await dial(ben)]
  await gateway.live.checkSessions()
  living = [ben.sessionId]
  await gateway.live.checkSessions()
  assert.equal(await hers.closes(), 4401)
  assert.equal(his.closed, undefined)
})

test('REL-04: a chatroom that restarts drops no line; rooms resume, subscribes wait, sends are to be tried again', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const ada = neighbours.newPerson()
  const line = await dial(ada)
  const number = await sitDown(line, chatroom, 7 as Seq)
  chatroom.say([
    { to: 'room', roomId: kitchen, seq: 9 as Seq },
    { type: 'message', seq: 9 },
  ])
  await line.hears('message')

  const [answered, lost, late] = [send(), send(), send()]
  line.say(answered)
  line.say(lost)
  await chatroom.asks('send')
  chatroom.say([
    { to: 'line', line: number, answers: [answered.clientId as ClientId] },
    { type: 'ack', clientId: answered.clientId },
  ])
  await line.hears('ack')
  chatroom.leave()
  await line.hears('problem')
  line.say(late)
  const problems = await until(() => {
    const some = line.heard.filter(({ type }) => type === 'problem')
    return some.length === 2 && some
  })
  assert.deepEqual(
    problems.map(({ clientId, roomId, problem }) => [clientId, roomId, (problem as { code: string }).code]),
    [lost, late].map(({ clientId }) => [clientId, kitchen, 'unavailable']),
  )
  const garden = crypto.randomUUID() as RoomId
  line.say({ type: 'subscribe', roomId: garden })
  await sleep(50)

  chatroom.comeBack()
  const { profileIds, afterSeq } = await chatroom.asks('resume')
  assert.deepEqual([profileIds, afterSeq], [[ada.profileId], 9])
  assert.equal((await chatroom.asks('subscribe')).roomId, garden)
  chatroom.say([
    { to: 'line', line: number, joins: garden, seq: 0 as Seq },
    { type: 'subscribed', roomId: garden },
  ])
  chatroom.say([{ to: 'room', roomId: garden, seq: 1 as Seq }, { type: 'typing' }])
  await line.hears('typing')
  assert.equal(line.closed, undefined)
})

test('REL-08: a chatroom that hangs is noticed within seconds, and the feed is opened anew', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const line = await dial(neighbours.newPerson())
  await sitDown(line, chatroom)
  chatroom.asked.length = 0
  chatroom.hang()
  await chatroom.asks('resume')
  assert.equal(line.closed, undefined)
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

test('SEC-23: a handshake that is no WebSocket of today is refused with a problem', async (t) => {
  const { url, neighbours } = await startGateway(t)
  const token = neighbours.accessToken(neighbours.newPerson())
  const upgrade = `authorization: Bearer ${token}\r\nconnection: upgrade\r\nupgrade: websocket\r\n`
  for (const more of [
    '',
    'sec-websocket-version: 13\r\n',
    'sec-websocket-version: 13\r\nsec-websocket-key: short\r\n',
    'sec-websocket-version: 9\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
  ]) {
    const { text, closed } = await speak(url, `GET /api/v1/live HTTP/1.1\r\nhost: x\r\n${upgrade}${more}\r\n`)
    assert.match(text, /^HTTP\/1.1 400 /, more)
    assert.match(text, /content-type: application\/problem\+json/, more)
    assert.ok(closed, more)
  }
})

test('unsubscribe is answered, and the room falls silent', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const line = await dial(neighbours.newPerson())
  await sitDown(line, chatroom)
  line.say({ type: 'unsubscribe', roomId: kitchen })
  await line.hears('unsubscribed')
  chatroom.say([{ to: 'room', roomId: kitchen, seq: 1 as Seq }, { type: 'message' }])
  line.say({ type: 'ping' })
  await line.hears('pong')
  await sleep(50)
  assert.ok(!line.heard.some(({ type }) => type === 'message'))
})

test('REL-14: when the gateway stops it closes every line with 1012', async (t) => {
  const { gateway, dial, neighbours } = await startGateway(t)
  const lines = [await dial(neighbours.newPerson()), await dial(neighbours.newPerson())]
  await gateway.close()
  for (const line of lines) assert.equal(await line.closes(), 1012)
})

test('REL-17: a client that vanishes in the middle of a handshake leaves nothing behind', async (t: TestContext) => {
  const { url, dial, neighbours } = await startGateway(t)
  for (let i = 0; i < 20; i++) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      'GET /api/v1/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\r\n',
    )
    socket.destroy()
  }
  await dial(neighbours.newPerson())
})

test('a gateway that is asked says when the news has left', async (t) => {
  const { dial, chatroom, neighbours } = await startGateway(t)
  const line = await dial(neighbours.newPerson())
  await sitDown(line, chatroom)
  chatroom.say(
    [
      { to: 'room', roomId: kitchen, seq: 1 as Seq },
      { type: 'message', seq: 1 },
    ],
    [{ to: 'ask' }],
  )
  await chatroom.asks('told')
  await line.hears('message')
})
