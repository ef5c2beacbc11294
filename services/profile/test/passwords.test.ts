import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, checkPassword, signup } from '@snug/contracts'
import { NOBODY, Passwords } from '../src/passwords/passwords.ts'
import { longPassword, startProfile } from './support.ts'

test('auth learns whose password it is, by username or e-mail', async (t) => {
  const { nobody, auth } = await startProfile(t)
  const { profile } = await call(nobody, signup, {
    body: { username: 'Ada', password: longPassword, email: 'ada@example.org' },
  })
  for (const login of ['Ada', 'ada', 'ADA@example.org'])
    assert.deepEqual(await call(auth, checkPassword, { body: { login, password: longPassword } }), profile)
})

test('SEC-04: an unknown name and a wrong password get the same answer', async (t) => {
  const { baseUrl, auth, join } = await startProfile(t)
  await join('ada')
  const answer = async (login: string) => {
    const response = await fetch(`${baseUrl}/internal/password-checks`, {
      method: 'POST',
      headers: { ...auth.headers, 'content-type': 'application/json', 'x-request-id': 'same-for-both' },
      body: JSON.stringify({ login, password: 'not the password' }),
    })
    return { status: response.status, body: await response.text() }
  }
  for (const login of ['nobody', 'Björn', '日本@example.org', '\ud800', 'a\0', ''])
    assert.deepEqual(await answer(login), await answer('ada'), login)
})

test('SEC-02: what is stored is argon2id with 19 MiB and 2 passes', async (t) => {
  const { db, join } = await startProfile(t)
  await join('ada')
  const { passwordHash } = await db.selectFrom('profiles').select('passwordHash').executeTakeFirstOrThrow()
  assert.match(passwordHash, /^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/)
})

test('SEC-04: checking nobody takes the same work as checking somebody', async () => {
  const passwords = new Passwords({ HASH_CONCURRENCY: 1, HASH_QUEUE: 1 })
  assert.equal(passwords.isOutdated(NOBODY), false)
  assert.equal(await passwords.matches(undefined, longPassword), false)
})

test('SEC-02: a crowd at the door is turned away before it fills the house', async (t) => {
  const { auth } = await startProfile(t, { HASH_CONCURRENCY: 1, HASH_QUEUE: 2 })
  const tries = Array.from({ length: 12 }, () =>
    call(auth, checkPassword, { body: { login: 'ada', password: longPassword } }).catch((problem) => problem.code),
  )
  const answers = await Promise.all(tries)
  assert.ok(answers.includes('too_many_requests'), String(answers))
  assert.ok(answers.includes('wrong_credentials'), String(answers))
})

test('SEC-18: only auth may ask, and a person not at all', async (t) => {
  const { baseUrl, neighbours, nobody } = await startProfile(t)
  const body = { login: 'ada', password: longPassword }
  const chatroom = neighbours.caller(baseUrl, 'profile', undefined, 'chatroom')
  for (const caller of [nobody, chatroom, neighbours.caller(baseUrl, 'file', undefined, 'auth'), { baseUrl }])
    await assert.rejects(call(caller, checkPassword, { body }), { code: 'not_found' })
})
