import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AvatarId,
  call,
  checkPassword,
  editMe,
  findProfiles,
  getMe,
  getProfile,
  signup,
  takeEvent,
} from '@snug/contracts'
import { longPassword, startProfile } from './support.ts'

test('somebody signs up and is who they said', async (t) => {
  const { nobody } = await startProfile(t)
  const { profile } = await call(nobody, signup, {
    body: { username: 'Ada.L', password: longPassword, bio: 'counts 🦆', email: 'Ada@Example.org' },
  })
  assert.equal(profile.username, 'Ada.L')
  assert.equal(profile.displayName, 'Ada.L')
  assert.equal(profile.bio, 'counts 🦆')
  assert.equal(profile.email, 'ada@example.org')
  assert.ok(Math.abs(profile.createdAt.getTime() - Date.now()) < 60_000)
})

test('SEC-34: a username is taken in every spelling of it', async (t) => {
  const { nobody, join } = await startProfile(t)
  await join('ada')
  for (const username of ['ada', 'ADA', 'ａｄａ'])
    await assert.rejects(call(nobody, signup, { body: { username, password: longPassword } }), {
      code: 'username_taken',
    })
})

test('SEC-34: names that are odd, short, long or reserved are refused', async (t) => {
  const { nobody } = await startProfile(t)
  for (const username of ['ad', 'a'.repeat(33), 'a b', 'аda', 'ada\u200b', 'admin', 'Me', '../etc', 'a\0bc', ''])
    await assert.rejects(call(nobody, signup, { body: { username, password: longPassword } }), { code: 'invalid_body' })
})

test('REL-12: of many who want one name at once, one gets it and nobody a server error', async (t) => {
  const { nobody } = await startProfile(t)
  const tries = Array.from({ length: 8 }, (_, i) =>
    call(nobody, signup, { body: { username: i % 2 ? 'Email' : 'email', password: longPassword } }).then(
      () => 'welcome',
      (problem) => problem.code,
    ),
  )
  const answers = await Promise.all(tries)
  assert.equal(answers.filter((answer) => answer === 'welcome').length, 1)
  assert.equal(answers.filter((answer) => answer === 'username_taken').length, 7, String(answers))
})

test('an e-mail address belongs to one person', async (t) => {
  const { nobody } = await startProfile(t)
  const as = (username: string, email: string) =>
    call(nobody, signup, { body: { username, email, password: longPassword } })
  await as('ada', 'us@example.org')
  await assert.rejects(as('ben', 'US@example.org'), { code: 'email_taken' })
})

test('SEC-01: short, common and self-named passwords are refused, long ones count whole', async (t) => {
  const { nobody, auth } = await startProfile(t)
  for (const password of ['seven77', 'Password123', 'ada.lovelace', 'x'.repeat(1025)])
    await assert.rejects(call(nobody, signup, { body: { username: 'ada.lovelace', password } }), {
      code: 'invalid_body',
    })
  const password = `${'long '.repeat(204)}\0é🦆`
  await call(nobody, signup, { body: { username: 'ada.lovelace', password } })
  await call(auth, checkPassword, { body: { login: 'ada.lovelace', password } })
  await assert.rejects(
    call(auth, checkPassword, { body: { login: 'ada.lovelace', password: password.slice(0, -2) } }),
    {
      code: 'wrong_credentials',
    },
  )
})

test('SEC-14: nobody brings fields of their own', async (t) => {
  const { nobody } = await startProfile(t)
  const body = { username: 'ada', password: longPassword, id: 'mine', role: 'owner' }
  await assert.rejects(call(nobody, signup, { body: body as never }), { code: 'invalid_body' })
})

test('people change their display name and bio, and nothing else', async (t) => {
  const { join } = await startProfile(t)
  const ada = await join('ada')
  const changed = await call(ada.caller, editMe, { body: { displayName: '  Ada Lovelace ', bio: 'engines' } })
  assert.equal(changed.displayName, 'Ada Lovelace')
  assert.deepEqual(await call(ada.caller, getMe, {}), changed)
  for (const body of [{ username: 'bob' }, { displayName: '' }, { displayName: 'a\u202Eb' }, { bio: 'x'.repeat(501) }])
    await assert.rejects(call(ada.caller, editMe, { body: body as never }), { code: 'invalid_body' })
})

test('people hold back that they write, are here or have read, each by itself', async (t) => {
  const { join, as, events } = await startProfile(t)
  const ada = await join('ada')
  assert.deepEqual(ada.profile.privacy, { typing: true, presence: true, seen: true })
  await call(ada.caller, editMe, { body: { privacy: { typing: false } } })
  const { privacy, displayName } = await call(ada.caller, editMe, { body: { privacy: { seen: false }, bio: 'x' } })
  assert.deepEqual(privacy, { typing: false, presence: true, seen: false })
  assert.deepEqual(events, [{ type: 'seen_hidden', profileId: ada.profile.id }])
  assert.equal(displayName, 'ada')
  assert.deepEqual((await call(as(ada.profile.id), getMe, {})).privacy, privacy)
  await call(ada.caller, editMe, { body: { privacy: {} } })
  for (const privacy of [{ typing: 1 }, { location: true }])
    await assert.rejects(call(ada.caller, editMe, { body: { privacy } as never }), { code: 'invalid_body' })
})

test('a person shows the picture that file speaks of, until it says that there is none', async (t) => {
  const { join, baseUrl, neighbours } = await startProfile(t)
  const [ada, ben] = [await join('ada'), await join('ben')]
  const file = neighbours.caller(baseUrl, 'profile', undefined, 'file')
  const { id: profileId } = ada.profile
  const tell = (avatarId: AvatarId | null) =>
    call(file, takeEvent, { body: { type: 'avatar_changed', profileId, avatarId } })
  const seen = async () => [
    (await call(ada.caller, getMe, {})).avatarId,
    (await call(ben.caller, getProfile, { params: { profileId } })).avatarId,
    (await call(ben.caller, findProfiles, { query: { ids: profileId } })).items[0]?.avatarId,
  ]
  assert.deepEqual(await seen(), [null, null, null])
  const avatarId = crypto.randomUUID() as AvatarId
  for (const _ of ['once', 'twice']) await tell(avatarId)
  assert.deepEqual(await seen(), [avatarId, avatarId, avatarId])
  await tell(null)
  assert.deepEqual(await seen(), [null, null, null])
  assert.equal((await call(ben.caller, getMe, {})).avatarId, null)

  const chatroom = neighbours.caller(baseUrl, 'profile', undefined, 'chatroom')
  const lie = call(chatroom, takeEvent, { body: { type: 'avatar_changed', profileId, avatarId } })
  await assert.rejects(lie, { code: 'not_found' })
})

test('others see a person without e-mail or hash', async (t) => {
  const { baseUrl, nobody, join } = await startProfile(t)
  await call(nobody, signup, { body: { username: 'ada', password: longPassword, email: 'ada@example.org' } })
  const ben = await join('ben')
  const [ada] = (await call(ben.caller, findProfiles, { query: { username: 'ADA' } })).items
  assert.ok(ada)
  const response = await fetch(`${baseUrl}/profiles/${ada.id}`, { headers: ben.caller.headers ?? {} })
  assert.deepEqual(Object.keys((await response.json()) as object).sort(), [
    'avatarId',
    'bio',
    'createdAt',
    'displayName',
    'id',
    'username',
  ])
})

test('people are found by ids and by the beginning of a name', async (t) => {
  const { join } = await startProfile(t)
  const [ada, adele, ben] = [await join('ada'), await join('adele'), await join('b_n')]
  const found = async (query: object) =>
    (await call(ben.caller, findProfiles, { query })).items.map((person) => person.username).sort()
  assert.deepEqual(await found({ ids: `${ada.profile.id},${ben.profile.id}` }), ['ada', 'b_n'])
  assert.deepEqual(await found({ q: 'AD' }), ['ada', 'adele'])
  assert.deepEqual(await found({ q: 'b_' }), ['b_n'])
  assert.deepEqual(await found({ q: '%%' }), [])
  assert.deepEqual(await found({ username: 'adele' }), [adele.profile.username])
  for (const name of ['Björn', '日本', '\ud800\0', 'ada\u200b']) {
    assert.deepEqual(await found({ username: name }), [])
    assert.deepEqual(await found({ q: name }), [])
  }
  for (const query of [{}, { q: 'a' }, { q: 'ad', username: 'ada' }, { username: '' }, { ids: 'x' }])
    await assert.rejects(call(ben.caller, findProfiles, { query }), { code: 'invalid_query' })
})

test('a person who is not there is not found', async (t) => {
  const { join } = await startProfile(t)
  const ada = await join('ada')
  for (const profileId of [crypto.randomUUID(), 'x', '%00'])
    await assert.rejects(call(ada.caller, getProfile, { params: { profileId } }), { status: 404 })
})
