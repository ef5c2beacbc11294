import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientId, getLiveSessions, type RoomId, type Seq, takeEvent } from '@snug/contracts'
import { kitchen, send, sitDown, startGateway, until } from './support.ts'

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
