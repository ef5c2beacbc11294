import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { call, listSessions, type ProfileId, refresh, takeEvent } from '@snug/contracts'
import { addSession } from '../src/sessions/queries.ts'
import { lastOfConcern, sweep } from '../src/sessions/sweeper.ts'
import { startAuth } from './support.ts'

const told = (ears: Awaited<ReturnType<typeof startAuth>>['ears'], service: string) =>
  ears.filter((heard) => heard.service === service).map(({ event }) => event.type)

/** Auth, and a way to tell it as profile does that an account is gone. */
async function start(t: Parameters<typeof startAuth>[0]) {
  const house = await startAuth(t)
  const profile = house.neighbours.caller(house.baseUrl, 'auth', undefined, 'profile')
  const close = (profileId: ProfileId) => call(profile, takeEvent, { body: { type: 'account_closed', profileId } })
  return { ...house, close }
}

test('SEC-09: with an account all its sessions end at once, and nobody else’s', async (t) => {
  const { signIn, nobody, close, ears } = await start(t)
  const [laptop, phone, ben] = [await signIn('ada'), await signIn('ada'), await signIn('ben')]

  await close(laptop.profile.id)

  for (const { caller, refreshToken } of [laptop, phone]) {
    await assert.rejects(call(caller, listSessions, {}), { code: 'session_ended' })
    await assert.rejects(call(nobody, refresh, { body: { refreshToken } }), { code: 'refresh_refused' })
  }
  assert.equal((await call(ben.caller, listSessions, {})).items.length, 1)
  const ended = ears.flatMap(({ event }) => (event.type === 'session_ended' ? [event.sessionId] : []))
  assert.deepEqual(new Set(ended), new Set([laptop.sessionId, phone.sessionId]))
  assert.deepEqual(told(ears, 'gateway'), ['session_ended', 'session_ended'])
})

test('REL-13: who hears that a person is gone has heard before that their sessions ended', async (t) => {
  const { signIn, close, ears, away } = await start(t)
  const ada = await signIn('ada')
  await signIn('ada')
  away.add('chatroom')
  await close(ada.profile.id)
  const all = ['session_ended', 'session_ended', 'profile_deleted']
  assert.deepEqual(told(ears, 'file'), all)
  assert.deepEqual(told(ears, 'chatroom'), [])

  away.clear()
  while (told(ears, 'chatroom').length < 3) await sleep(50)
  assert.deepEqual(told(ears, 'chatroom'), all)
})

test('REL-13: more sessions than end at once all end, and hearing of it twice is harmless', async (t) => {
  const { signIn, close, db } = await start(t)
  const ada = await signIn('ada')
  const [row] = await db.selectFrom('sessions').selectAll().execute()
  assert.ok(row)
  const rows = Array.from({ length: 600 }, (_, i) => ({
    ...row,
    id: crypto.randomUUID() as typeof row.id,
    refreshFamily: String(i).padStart(24, '0'),
  }))
  await db.insertInto('sessions').values(rows).execute()
  await close(ada.profile.id)
  await close(ada.profile.id)
  assert.deepEqual(await db.selectFrom('sessions').selectAll().execute(), [])
  assert.equal((await db.selectFrom('endedSessions').select('sessionId').execute()).length, 601)
  while ((await db.selectFrom('outbox').select('id').execute()).length > 0) await sleep(50) // all of it is told
})

test('SEC-09: a log-in that was under way when the account was closed is none', async (t) => {
  const { signIn, close, db } = await start(t)
  const ada = await signIn('ada')
  await close(ada.profile.id)
  // Profile's stand-in still says that the password is right, as one does who was asked a moment before.
  await assert.rejects(signIn('ada'), { code: 'wrong_credentials' })

  const session = await signIn('ben').then(() => db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow())
  const racing = Array.from({ length: 10 }, (_, i) =>
    addSession(db, {
      ...session,
      id: crypto.randomUUID() as typeof session.id,
      refreshFamily: `${i}`.padStart(24, 'x'),
    }),
  )
  await Promise.allSettled([...racing, close(session.profileId)])
  assert.deepEqual(await db.selectFrom('sessions').selectAll().execute(), [])
})

test('an account that was closed long ago is forgotten', async (t) => {
  const { signIn, close, db } = await start(t)
  const ada = await signIn('ada')
  await close(ada.profile.id)
  await sweep(db)
  assert.equal((await db.selectFrom('closedAccounts').selectAll().execute()).length, 1)
  await db
    .updateTable('closedAccounts')
    .set({ closedAt: new Date(lastOfConcern().getTime() - 1) })
    .execute()
  await sweep(db)
  assert.deepEqual(await db.selectFrom('closedAccounts').selectAll().execute(), [])
})
