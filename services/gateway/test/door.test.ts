import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { takeEvent } from '@snug/contracts'
import type { FastifyInstance } from 'fastify'
import { ORIGIN, speak, startGateway } from './support.ts'

const me = (app: FastifyInstance) => {
  app.get('/me', () => ({ username: 'ada' }))
  app.patch('/me', () => ({ username: 'ada' }))
  app.post('/auth/login', (_, reply) => reply.header('set-cookie', ['a=1', 'b=2']).send({}))
  app.post('/auth/refresh', (request) => ({ cookie: request.headers.cookie }))
}
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

test('SEC-05, SEC-10: a person is known by a good token, in the header or the cookie and nowhere else', async (t) => {
  const { ask, neighbours } = await startGateway(t, { answers: me })
  const ada = neighbours.newPerson()
  const token = neighbours.accessToken(ada)
  assert.equal((await ask('/me', { as: ada })).status, 200)
  assert.equal((await ask('/me', { headers: { cookie: `snug_access=${token}` } })).status, 200)

  for (const headers of [
    {},
    { authorization: `Bearer ${token}x` },
    { authorization: `Basic ${token}` },
    { cookie: 'snug_access=x' },
  ]) {
    const refused = await ask('/me', { headers: headers as Record<string, string> })
    assert.equal(refused.status, 401)
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer')
  }
  for (const query of [`token=${token}`, `access_token=${token}`]) assert.equal((await ask(`/me?${query}`)).status, 401)
  const expired = neighbours.accessToken(ada, { exp: 1_000 })
  assert.equal((await ask('/me', { headers: { authorization: `Bearer ${expired}` } })).status, 401)
})

test('SEC-07: a session that ended is refused at once', async (t) => {
  const { ask, neighbours, innerUrl } = await startGateway(t, { answers: me })
  const ada = neighbours.newPerson()
  const auth = neighbours.caller(innerUrl, 'gateway', undefined, 'auth')
  const told = await fetch(`${innerUrl}${takeEvent.url}`, {
    method: 'POST',
    headers: { ...auth.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'session_ended', ...ada, endedAt: new Date().toISOString() }),
  })
  assert.equal(told.status, 204)
  const refused = await ask('/me', { as: ada })
  assert.equal(refused.status, 401)
  assert.equal(await codeOf(refused), 'session_ended')
})

test('SEC-21: a cookie counts for nothing on behalf of a foreign page', async (t) => {
  const { ask, neighbours } = await startGateway(t, { answers: me })
  const cookie = `snug_access=${neighbours.accessToken(neighbours.newPerson())}`
  const patch = (headers: Record<string, string>) => ask('/me', { method: 'PATCH', headers: { cookie, ...headers } })

  assert.equal((await patch({ origin: ORIGIN })).status, 200)
  assert.equal((await patch({ 'sec-fetch-site': 'same-origin' })).status, 200)
  const foreign = [{}, { origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]
  for (const headers of [...foreign, { origin: `${ORIGIN}.evil.example` }, { 'sec-fetch-site': 'same-site' }]) {
    const refused = await patch(headers as Record<string, string>)
    assert.equal(refused.status, 403, JSON.stringify(headers))
    assert.equal(await codeOf(refused), 'foreign_origin')
    assert.equal(refused.headers.get('access-control-allow-origin'), null)
  }
})

test('SEC-21: a foreign page may not embed what a cookie opens', async (t) => {
  const { ask, neighbours } = await startGateway(t, { answers: me })
  const cookie = `snug_access=${neighbours.accessToken(neighbours.newPerson())}`
  assert.equal((await ask('/me', { headers: { cookie, 'sec-fetch-site': 'same-site' } })).status, 403)
  assert.equal((await ask('/me', { headers: { cookie, 'sec-fetch-site': 'none' } })).status, 200)
})

test('SEC-21: a foreign page may not even log somebody in, a program may', async (t) => {
  const { ask } = await startGateway(t, { answers: me })
  const login = (headers: Record<string, string>) => ask('/auth/login', { method: 'POST', headers })
  assert.equal((await login({ origin: 'https://evil.example' })).status, 403)
  assert.equal((await login({ origin: ORIGIN })).status, 200)
  assert.deepEqual((await login({})).headers.getSetCookie(), ['a=1', 'b=2'])
})

test('the refresh cookie goes to auth, and nothing is allowed across origins', async (t) => {
  const { ask } = await startGateway(t, { answers: me })
  const response = await ask('/auth/refresh', { method: 'POST', headers: { cookie: 'snug_refresh=x', origin: ORIGIN } })
  assert.deepEqual(await response.json(), { cookie: 'snug_refresh=x' })
  const preflight = await ask('/me', { method: 'OPTIONS', headers: { origin: ORIGIN } })
  assert.equal(preflight.headers.get('access-control-allow-origin'), null)
})

test('SEC-22: every answer carries what keeps a browser safe, and nothing about versions', async (t) => {
  const { ask } = await startGateway(t, { answers: me })
  for (const path of ['/me', '/docs', '/nowhere']) {
    const { headers } = await ask(path)
    const policy = headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"])
      assert.ok(policy.includes(rule), rule)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('strict-transport-security'), null)
    for (const name of ['server', 'x-powered-by']) assert.equal(headers.get(name), null)
  }
})

test('SEC-22: under TLS, and only then, browsers are told to stay there', async (t) => {
  const { ask } = await startGateway(t, { PUBLIC_ORIGINS: ['https://snug.example'] })
  assert.match((await ask('/me')).headers.get('strict-transport-security') ?? '', /max-age=\d{7,}/)
})

test('whoever asks too much is told when to come back; others notice nothing', async (t) => {
  const { ask, neighbours } = await startGateway(t, { answers: me, RATE_READ: 3, RATE_LOGIN: 2 })
  const [ada, ben] = [neighbours.newPerson(), neighbours.newPerson()]
  for (let left = 2; left >= 0; left--)
    assert.equal((await ask('/me', { as: ada })).headers.get('ratelimit-remaining'), String(left))
  const refused = await ask('/me', { as: ada })
  assert.equal(refused.status, 429)
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  assert.equal(await codeOf(refused), 'too_many_requests')
  assert.equal((await ask('/me', { as: ben })).status, 200)

  // Signed in or not, logins count by address.
  const login = () => ask('/auth/login', { method: 'POST', as: neighbours.newPerson() })
  assert.deepEqual([(await login()).status, (await login()).status, (await login()).status], [200, 200, 429])
})

test('behind a proxy that is trusted, people are counted by their own address', async (t) => {
  const { ask } = await startGateway(t, { answers: me, RATE_LOGIN: 1, TRUSTED_PROXIES: ['127.0.0.1'] })
  const login = async (address: string) =>
    (await ask('/auth/login', { method: 'POST', headers: { 'x-forwarded-for': address } })).status
  assert.deepEqual([await login('9.9.9.9'), await login('8.8.8.8'), await login('9.9.9.9')], [200, 200, 429])
  assert.equal(await login('7.7.7.7, 8.8.8.8'), 429) // what the proxy saw counts, not what its client said
})

test('SEC-03: made-up forwarding headers do not change who is counted', async (t) => {
  const { ask } = await startGateway(t, { answers: me, RATE_LOGIN: 1 })
  const login = (address: string) => ask('/auth/login', { method: 'POST', headers: { 'x-forwarded-for': address } })
  assert.equal((await login('1.1.1.1')).status, 200)
  assert.equal((await login('2.2.2.2')).status, 429)
})

test('RATE_LIMITS=off counts nothing', async (t) => {
  const { ask, neighbours } = await startGateway(t, { answers: me, RATE_READ: 1, RATE_LIMITS: 'off' })
  const as = neighbours.newPerson()
  for (let i = 0; i < 3; i++) assert.equal((await ask('/me', { as })).status, 200)
})

test('SEC-19: doubtful framing is refused, and the connection closes without a second answer', async (t) => {
  const { url } = await startGateway(t)
  const doubtful = [
    'POST /api/v1/me HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    'POST /api/v1/me HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd',
    'POST /api/v1/me HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx: a\u0000b\r\n\r\n',
    'GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx: a\r\n b\r\n\r\n',
    'GET /api/v1/me HTTP/1.1\nhost: x\n\n',
    'nonsense\r\n\r\n',
    'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
    'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n',
  ]
  for (const bytes of doubtful) {
    const { text, closed } = await speak(url, bytes)
    assert.match(text, /^HTTP\/1.1 400 /, bytes)
    assert.equal(text.match(/HTTP\/1.1/g)?.length, 1, bytes)
    assert.ok(closed, bytes)
  }
})

test('SEC-20: headers and addresses have bounds', async (t) => {
  const { url } = await startGateway(t)
  const get = (path: string, headers = '') =>
    speak(url, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`)
  assert.match((await get('/', `x: ${'a'.repeat(20_000)}\r\n`)).text, /^HTTP\/1.1 431 /)
  assert.match((await get('/', 'x: a\r\n'.repeat(120))).text, /^HTTP\/1.1 431 /)
  assert.match((await get(`/${'a'.repeat(9_000)}`)).text, /^HTTP\/1.1 414 /)
})

test('SEC-20: whoever sends headers or body too slowly is hung up on', async (t) => {
  const { url, neighbours } = await startGateway(t, { HEADERS_MS: 500, BODY_MS: 1_000 })
  assert.match((await speak(url, 'GET / HTTP/1.1\r\nhost: x\r\n', 3_000)).text, /^HTTP\/1.1 408 /)

  const token = neighbours.accessToken(neighbours.newPerson())
  const start = `PATCH /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{`
  assert.ok((await speak(url, start, 4_000)).closed)
})

test('SEC-20: a hundred slow clients and many idle ones hold up nobody', async (t) => {
  const { url, ask, neighbours } = await startGateway(t, { answers: me, RATE_LOGIN: 1_000 })
  const slow = Array.from({ length: 300 }, () => {
    const one = request(`${url}/api/v1/auth/login`, { method: 'POST', headers: { 'content-length': 100 } })
    one.on('error', () => undefined).write('{')
    return one
  })
  await sleep(200)
  assert.equal((await ask('/auth/login', { method: 'POST' })).status, 200)
  assert.equal((await ask('/me', { as: neighbours.newPerson() })).status, 200)
  for (const one of slow) one.destroy()
})
