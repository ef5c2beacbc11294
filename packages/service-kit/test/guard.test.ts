import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { call, takeEvent } from '@snug/contracts'
import { SERVICE_TOKEN_HEADER } from '@snug/service-kit'
import { codeOf, startEcho } from './support.ts'

test('a person with a token is who it says, and hears nothing the contract does not name', async (t) => {
  const { get, neighbours } = await startEcho(t)
  const person = neighbours.newPerson()
  const response = await get('/mine', { authorization: `Bearer ${neighbours.accessToken(person)}` })
  assert.deepEqual(await response.json(), { said: person.profileId })
})

test('SEC-05: a token that is forged, strange, late or of another kind is nobody', async (t) => {
  const { get, headers, neighbours } = await startEcho(t)
  const person = neighbours.newPerson()
  const good = neighbours.accessToken(person)
  const [head = '', body = '', signature = ''] = good.split('.')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const { keys } = (await (await fetch(`${neighbours.config.AUTH_URL}/auth/keys`)).json()) as {
    keys: { x: string; kid: string }[]
  }
  const key = keys[0] as { x: string; kid: string }
  const hmac = `${encode({ alg: 'HS256', typ: 'JWT', kid: key.kid })}.${body}`
  const forged = {
    unsigned: `${encode({ alg: 'none', typ: 'JWT', kid: key.kid })}.${body}.`,
    'public key as secret': `${hmac}.${createHmac('sha256', Buffer.from(key.x, 'base64url')).update(hmac).digest('base64url')}`,
    'other claims': `${head}.${encode({ ...claims, sub: neighbours.newPerson().profileId })}.${signature}`,
    'unknown key': `${encode({ alg: 'EdDSA', typ: 'JWT', kid: 'other' })}.${body}.${signature}`,
    'other issuer': neighbours.accessToken(person, { iss: 'somebody' }),
    'other audience': neighbours.accessToken(person, { aud: 'elsewhere' }),
    expired: neighbours.accessToken(person, { exp: Math.floor(Date.now() / 1000) - 60 }),
    'not yet': neighbours.accessToken(person, { nbf: Math.floor(Date.now() / 1000) + 600 }),
    'no person': neighbours.accessToken(person, { sub: 'x' }),
    'a service token': headers[SERVICE_TOKEN_HEADER] ?? '',
    'no token': 'x',
  }
  for (const [what, token] of Object.entries(forged)) {
    const response = await get('/mine', { authorization: `Bearer ${token}` })
    assert.equal(response.headers.get('www-authenticate'), 'Bearer', what)
    assert.equal(await codeOf(response), 'not_signed_in', what)
  }
  for (const authorization of ['', 'Bearer', `Basic ${good}`, `Bearer ${good} x`])
    assert.equal((await get('/mine', { authorization })).status, 401, authorization)
})

test('SEC-07: a session that ended is refused at once, whatever its token says, and others go on', async (t) => {
  const heard: string[] = []
  const { url, get, neighbours } = await startEcho(t, { session_ended: ({ sessionId }) => void heard.push(sessionId) })
  const [person, other] = [neighbours.newPerson(), neighbours.newPerson()]
  const as = (who: typeof person) => ({ authorization: `Bearer ${neighbours.accessToken(who)}` })
  assert.equal((await get('/mine', as(person))).status, 200)
  const auth = neighbours.caller(url, 'profile', undefined, 'auth')
  const event = { type: 'session_ended' as const, ...person, endedAt: new Date().toISOString() }
  for (let twice = 0; twice < 2; twice++) await call(auth, takeEvent, { body: event })
  assert.equal(await codeOf(await get('/mine', as(person))), 'session_ended')
  assert.equal((await get('/mine', as(other))).status, 200)
  assert.deepEqual(heard, [person.sessionId, person.sessionId])
})

test('SEC-17, SEC-18: without a service token that fits there is nothing here', async (t) => {
  const { url, headers, neighbours } = await startEcho(t)
  const token = (as: 'auth' | 'gateway', audience: 'profile' | 'file') =>
    neighbours.caller(url, audience, undefined, as).headers ?? {}
  assert.equal((await fetch(`${url}/inner`, { headers: token('auth', 'profile') })).status, 200)
  for (const wrong of [
    {},
    headers,
    token('auth', 'file'),
    { [SERVICE_TOKEN_HEADER]: 'x' },
    { [SERVICE_TOKEN_HEADER]: '' },
    token('nobody' as 'auth', 'profile'),
    token('__proto__' as 'auth', 'profile'),
  ]) {
    const response = await fetch(`${url}/inner`, { headers: wrong })
    assert.equal(await codeOf(response), 'not_found', JSON.stringify(wrong))
  }
  assert.equal((await fetch(`${url}/mine`)).status, 404)
  assert.equal((await fetch(`${url}/nowhere`)).status, 404)
})

test('a route that does not say who may call it is closed', async (t) => {
  const { get } = await startEcho(t)
  assert.equal(await codeOf(await get('/open')), 'not_found')
})
