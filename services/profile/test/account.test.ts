import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, checkPassword, deleteMe, findProfiles, getProfile, signup } from '@snug/contracts'
import { longPassword, startProfile } from './support.ts'

test('SEC-09: an account goes with its password, and frees its name and e-mail for somebody else', async (t) => {
  const { nobody, auth, join, as, db, events } = await startProfile(t)
  const body = { username: 'ada', password: longPassword, email: 'ada@example.org', bio: 'engines' }
  const { profile: ada } = await call(nobody, signup, { body })
  const ben = await join('ben')

  await call(as(ada.id), deleteMe, { body: { password: longPassword } })

  await assert.rejects(call(ben.caller, getProfile, { params: { profileId: ada.id } }), { code: 'profile_not_found' })
  assert.deepEqual((await call(ben.caller, findProfiles, { query: { username: 'ada' } })).items, [])
  await assert.rejects(call(auth, checkPassword, { body: { login: 'ada', password: longPassword } }), {
    code: 'wrong_credentials',
  })
  assert.deepEqual(events, [{ type: 'account_closed', profileId: ada.id }])
  assert.deepEqual(await db.selectFrom('outbox').selectAll().execute(), [])

  const { profile: another } = await call(nobody, signup, { body: { ...body, bio: '' } })
  assert.notEqual(another.id, ada.id)
  assert.equal(another.bio, '')
})

test('SEC-09: without the right password nothing goes', async (t) => {
  const { join, events } = await startProfile(t)
  const [ada, ben] = [await join('ada'), await join('ben')]
  for (const password of ['not the password', 'x', '\ud800', `${longPassword} `])
    await assert.rejects(call(ada.caller, deleteMe, { body: { password } }), { code: 'wrong_password', status: 403 })
  for (const body of [{}, { password: '' }, { password: longPassword, profileId: ben.profile.id }])
    await assert.rejects(call(ada.caller, deleteMe, { body: body as never }), { code: 'invalid_body' })
  assert.equal((await call(ben.caller, getProfile, { params: { profileId: ada.profile.id } })).username, 'ada')
  assert.deepEqual(events, [])
})

test('SEC-03: whoever took a session guesses the password no faster than at the door', async (t) => {
  const { join } = await startProfile(t)
  const [ada, ben] = [await join('ada'), await join('ben')]
  for (let i = 0; i < 10; i++)
    await assert.rejects(call(ada.caller, deleteMe, { body: { password: `guess ${i}` } }), { code: 'wrong_password' })
  await assert.rejects(call(ada.caller, deleteMe, { body: { password: longPassword } }), {
    code: 'too_many_requests',
    status: 429,
  })
  await call(ben.caller, deleteMe, { body: { password: longPassword } })
})

test('SEC-09: nobody deletes an account without being signed in', async (t) => {
  const { nobody } = await startProfile(t)
  await assert.rejects(call(nobody, deleteMe, { body: { password: longPassword } }), { code: 'not_signed_in' })
})
