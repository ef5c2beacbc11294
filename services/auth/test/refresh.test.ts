import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, listSessions, refresh } from '@snug/contracts'
import { claimsOf, startAuth } from './support.ts'

test('SEC-08: a refresh token gives new tokens for the same session', async (t) => {
  const { signIn, nobody, bearing } = await startAuth(t)
  const ada = await signIn('ada')
  const next = await call(nobody, refresh, { body: { refreshToken: ada.refreshToken } })
  assert.equal(claimsOf(next.accessToken).sid, ada.sessionId)
  assert.notEqual(next.refreshToken, ada.refreshToken)
  await call(bearing(next.accessToken), listSessions, {})
  await call(nobody, refresh, { body: { refreshToken: next.refreshToken } })
})

test('SEC-08: a token that is used again ends its session, for thief and owner alike', async (t) => {
  const { signIn, nobody, bearing, ears } = await startAuth(t)
  const [ada, phone] = [await signIn('ada'), await signIn('ada')]
  const renew = (refreshToken: string) => call(nobody, refresh, { body: { refreshToken } })
  const next = await renew(ada.refreshToken)
  await assert.rejects(renew(ada.refreshToken), { code: 'refresh_refused', status: 401 })
  await assert.rejects(renew(next.refreshToken), { code: 'refresh_refused' })
  await assert.rejects(call(bearing(next.accessToken), listSessions, {}), { code: 'session_ended' })
  assert.equal(ears.length, 4)
  await renew(phone.refreshToken)
})

test('SEC-08: of many who use one token at once, at most one is served and no family is left over', async (t) => {
  const { signIn, nobody, db } = await startAuth(t)
  const { refreshToken } = await signIn('ada')
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      call(nobody, refresh, { body: { refreshToken } }).then(
        () => 'renewed',
        (problem) => problem.code,
      ),
    ),
  )
  assert.deepEqual(answers.sort(), [...Array(9).fill('refresh_refused'), 'renewed'])
  assert.deepEqual(await db.selectFrom('sessions').selectAll().execute(), [])
})

test('browsers renew by cookie, and lose it when it is refused', async (t) => {
  const { signIn, post } = await startAuth(t)
  const { refreshToken } = await signIn('ada')
  const cookie = `snug_refresh=${refreshToken}`
  const renewed = await post('/auth/refresh', { cookie })
  assert.equal(renewed.status, 200)
  assert.equal(renewed.headers.get('cache-control'), 'no-store')
  assert.match(renewed.headers.getSetCookie().join('\n'), /snug_refresh=[\w-]{67}; Max-Age=2592000/)
  const refused = await post('/auth/refresh', { cookie })
  assert.equal(refused.status, 401)
  assert.equal(refused.headers.get('www-authenticate'), 'Bearer')
  assert.match(refused.headers.getSetCookie().join('\n'), /snug_access=; Max-Age=0.*snug_refresh=; Max-Age=0/s)
})

test('what is no refresh token is refused', async (t) => {
  const { signIn, nobody, post } = await startAuth(t)
  const { accessToken } = await signIn('ada')
  for (const refreshToken of ['', 'x', 'x'.repeat(67), accessToken.slice(0, 67)])
    await assert.rejects(call(nobody, refresh, { body: { refreshToken } }), { status: 401 })
  assert.equal((await post('/auth/refresh')).status, 401)
  assert.equal((await post('/auth/refresh', {}, { refreshToken: 7 })).status, 422)
})

test('SEC-08: no token is stored, only what it hashes to', async (t) => {
  const { signIn, db } = await startAuth(t)
  const { refreshToken, accessToken } = await signIn('ada')
  assert.ok(Buffer.from(refreshToken.slice(24), 'base64url').length >= 32)
  const rows = JSON.stringify(await db.selectFrom('sessions').selectAll().execute())
  for (const secret of [refreshToken, refreshToken.slice(24), accessToken]) assert.ok(!rows.includes(secret))
})
