import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACCESS_SECONDS, call, listSessions, login } from '@snug/contracts'
import { claimsOf, password, startAuth } from './support.ts'

test('somebody logs in and is let in', async (t) => {
  const { signIn } = await startAuth(t)
  const ada = await signIn('ada')
  assert.equal(ada.profile.username, 'ada')
  assert.equal(ada.expiresIn, ACCESS_SECONDS)
  const { items } = await call(ada.caller, listSessions, {})
  assert.deepEqual(
    items.map(({ id, device, current }) => ({ id, device, current })),
    [{ id: ada.sessionId, device: "ada's browser", current: true }],
  )
})

test('SEC-06: an access token says who and until when, and nothing else', async (t) => {
  const { signIn } = await startAuth(t)
  const { accessToken, profile } = await signIn('ada')
  const { sub, sid, iss, aud, iat, exp, ...others } = claimsOf(accessToken)
  assert.deepEqual({ sub, iss, aud }, { sub: profile.id, iss: 'snug-auth', aud: 'snug' })
  assert.ok(sid)
  assert.equal(Number(exp) - Number(iat), 600)
  assert.deepEqual(others, {})
})

test('SEC-10: browsers get cookies that no script and no other site can reach', async (t) => {
  const { post } = await startAuth(t)
  const response = await post('/auth/login', {}, { login: 'ada', password })
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]+/, ''))
  assert.deepEqual(cookies, [
    'snug_access; Max-Age=600; Path=/api/v1; HttpOnly; SameSite=Strict',
    'snug_refresh; Max-Age=2592000; Path=/api/v1/auth; HttpOnly; SameSite=Strict',
  ])
})

test('SEC-10: cookies are for https alone when the house is', async (t) => {
  const { post } = await startAuth(t, { PUBLIC_ORIGINS: ['https://snug.example', 'https://www.snug.example'] })
  const response = await post('/auth/login', {}, { login: 'ada', password })
  for (const cookie of response.headers.getSetCookie()) assert.match(cookie, /; Secure;/)
})

test('SEC-04: a wrong password gets no token and no cookie', async (t) => {
  const { post, db } = await startAuth(t)
  const response = await post('/auth/login', {}, { login: 'ada', password: 'wrong' })
  assert.equal(response.status, 401)
  assert.equal(((await response.json()) as { code: string }).code, 'wrong_credentials')
  assert.deepEqual(response.headers.getSetCookie(), [])
  assert.deepEqual(await db.selectFrom('sessions').selectAll().execute(), [])
})

test('SEC-14: odd bodies are refused', async (t) => {
  const { nobody } = await startAuth(t)
  const bodies = [{}, { login: 'ada' }, { login: 'ada', password, as: 'ben' }, { login: ['ada'], password }]
  for (const body of [...bodies, { login: 'ada', password: 'x'.repeat(4097) }])
    await assert.rejects(call(nobody, login, { body: body as never }), { code: 'invalid_body' })
})

test('REL-06: while profile is away nobody can log in, and it says so', async (t) => {
  const { nobody } = await startAuth(t, { PROFILE_URL: 'http://127.0.0.1:9' })
  for (let i = 0; i < 12; i++)
    await assert.rejects(call(nobody, login, { body: { login: 'ada', password } }), { code: 'unavailable' })
})
