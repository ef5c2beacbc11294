import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { ORIGIN, speak, startGateway, TestLine } from './support.ts'

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

test('REL-17: a client that vanishes in the middle of a handshake leaves nothing behind', async (t) => {
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
