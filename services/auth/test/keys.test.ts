import assert from 'node:assert/strict'
import { createHmac, sign as signBytes } from 'node:crypto'
import { test } from 'node:test'
import { call, getAccessKeys, listSessions, logout } from '@snug/contracts'
import { newKeyPair, pemOf } from '@snug/service-kit'
import { createSigner } from 'fast-jwt'
import { Keys } from '../src/keys/keys.ts'
import { claimsOf, startAuth } from './support.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const encode = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

test('SEC-05: an access token with anything wrong about it is no access token', async (t) => {
  const { signIn, bearing, db, nobody } = await startAuth(t)
  const { accessToken } = await signIn('ada')
  const claims = claimsOf(accessToken)
  const row = await db.selectFrom('signingKeys').selectAll().executeTakeFirstOrThrow()
  const stranger = newKeyPair()
  const sign = (changes: object, options: object = {}) =>
    createSigner({ algorithm: 'EdDSA', key: row.privateKey, kid: row.kid, ...options })({ ...claims, ...changes })
  const [jwk] = (await call(nobody, getAccessKeys, {})).keys
  assert.ok(jwk)
  const hmac = (key: string) => {
    const input = `${encode({ alg: 'HS256', typ: 'JWT', kid: row.kid })}.${encode(claims)}`
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  }
  const raw = (header: object, payload: object) => {
    const input = `${encode({ alg: 'EdDSA', typ: 'JWT', kid: row.kid, ...header })}.${encode(payload)}`
    return `${input}.${signBytes(null, Buffer.from(input), row.privateKey).toString('base64url')}`
  }
  const [head, body, signature] = accessToken.split('.') as [string, string, string]
  const seconds = Math.floor(Date.now() / 1000)

  await call(bearing(sign({})), listSessions, {})
  await call(bearing(raw({}, claims)), listSessions, {})
  const forged = {
    'not signed': `${encode({ alg: 'none', typ: 'JWT', kid: row.kid })}.${body}.`,
    'not signed, with a signature': `${encode({ alg: 'none', typ: 'JWT', kid: row.kid })}.${body}.${signature}`,
    'signed with the public key as a secret': hmac(pemOf(jwk)),
    'signed with the public x as a secret': hmac(jwk.x),
    'from another issuer': sign({ iss: 'auth' }),
    'for another audience': sign({ aud: 'file' }),
    'of no audience': sign({ aud: undefined }),
    'of no issuer': sign({ iss: undefined }),
    'of another type': raw({ typ: 'at+jwt' }, claims),
    'of no type': raw({ typ: undefined }, claims),
    'with no name of its key': raw({ kid: undefined }, claims),
    'with a path for a key name': raw({ kid: '../../dev/null' }, claims),
    'whose end is text': raw({}, { ...claims, exp: '9999999999' }),
    'whose end is a fraction': raw({}, { ...claims, exp: seconds + 100.5 }),
    'whose end is nothing': raw({}, { ...claims, exp: null }),
    'signed rightly under another algorithm': raw({ alg: 'RS256' }, claims),
    'signed by an unknown key': sign({}, { key: stranger.privateKey, kid: stranger.kid }),
    'signed by another key under our name': sign({}, { key: stranger.privateKey }),
    'that brings its own key': sign({}, { key: stranger.privateKey, kid: stranger.kid, header: { jwk: stranger.jwk } }),
    'with a demand we do not know': raw({ crit: ['b64'], b64: true }, claims),
    expired: sign({ iat: seconds - 700, exp: seconds - 100 }),
    'without an end': sign({ exp: undefined }),
    'not valid yet': sign({ nbf: seconds + 100 }),
    'without a session': sign({ sid: undefined }),
    'whose session is no id': sign({ sid: "' or 1=1 --" }),
    'with other claims under the same signature': `${head}.${encode({ ...claims, sub: crypto.randomUUID() })}.${signature}`,
    'cut short': accessToken.slice(0, -8),
    nothing: 'undefined',
  }
  for (const [what, token] of Object.entries(forged)) {
    await assert.rejects(call(bearing(token), listSessions, {}), { code: 'not_signed_in' }, what)
    await assert.rejects(call(bearing(token), logout, {}), { code: 'not_signed_in' }, what)
  }
  await call(bearing(accessToken), listSessions, {})
})

test('SEC-06: starts that happen at once agree on one key, and publish its public half alone', async (t) => {
  const { db, nobody } = await startAuth(t)
  await db.deleteFrom('signingKeys').execute()
  const kids = (await Promise.all([1, 2, 3, 4].map(() => Keys.open(db)))).map((keys) => keys.signer.kid)
  assert.equal(new Set(kids).size, 1)
  const { keys } = await call(nobody, getAccessKeys, {})
  for (const key of keys) assert.deepEqual(Object.keys(key).sort(), ['crv', 'kid', 'kty', 'x'])
})

test('SEC-06: after its time a key signs no more, and verifies for a day', async (t) => {
  const { db } = await startAuth(t)
  const keys = await Keys.open(db)
  const first = keys.signer.kid
  await keys.turn(Date.now() + 90.5 * DAY_MS)
  const second = keys.signer.kid
  assert.notEqual(second, first)
  assert.ok(await keys.publicKey(first))
  assert.deepEqual(
    keys.published.keys.map(({ kid }) => kid),
    [second, first],
  )
  await keys.turn(Date.now() + 92 * DAY_MS)
  assert.equal(await keys.publicKey(first), undefined)
  assert.equal(keys.signer.kid, second)
})

test('another process learns of a new key when it meets it', async (t) => {
  const { db } = await startAuth(t)
  const [here, there] = [await Keys.open(db), await Keys.open(db)]
  await there.turn(Date.now() + 91 * DAY_MS)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 3_000 })
  assert.equal(await here.publicKey(there.signer.kid), await there.publicKey(there.signer.kid))
})
