import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  call,
  endSession,
  endSessions,
  getEndedSessions,
  getLiveSessions,
  listSessions,
  logout,
  refresh,
} from '@snug/contracts'
import { sweep } from '../src/sessions/sweeper.ts'
import { startAuth } from './support.ts'

const everybody = ['chatroom', 'file', 'gateway', 'profile']

test('SEC-07: who logs out is out at once, everywhere, and other sessions live on', async (t) => {
  const { signIn, nobody, ears, db } = await startAuth(t)
  const [ada, phone] = [await signIn('ada'), await signIn('ada')]

  assert.deepEqual(await call(ada.caller, logout, {}), { sessionId: ada.sessionId })

  assert.deepEqual(ears.map(({ service }) => service).sort(), everybody)
  for (const { event } of ears) assert.equal(event.type === 'session_ended' && event.sessionId, ada.sessionId)
  await assert.rejects(call(ada.caller, listSessions, {}), { code: 'session_ended' })
  await assert.rejects(call(nobody, refresh, { body: { refreshToken: ada.refreshToken } }), { code: 'refresh_refused' })
  const { items } = await call(phone.caller, listSessions, {})
  assert.deepEqual(
    items.map(({ id }) => id),
    [phone.sessionId],
  )
  assert.deepEqual(await db.selectFrom('outbox').selectAll().execute(), [])
})

test('who logs out again hears that this is done already', async (t) => {
  const { signIn } = await startAuth(t)
  const ada = await signIn('ada')
  await call(ada.caller, logout, {})
  await assert.rejects(call(ada.caller, logout, {}), { code: 'already_logged_out', status: 401 })
})

test('REL-12: of many log-outs at once one ends the session, and the news goes out once', async (t) => {
  const { signIn, ears } = await startAuth(t)
  const ada = await signIn('ada')
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      call(ada.caller, logout, {}).then(
        () => 'out',
        (problem) => problem.code,
      ),
    ),
  )
  assert.deepEqual(answers.sort(), [...Array(7).fill('already_logged_out'), 'out'])
  assert.deepEqual(ears.map(({ service }) => service).sort(), everybody)
})

test('a browser whose access token ran out logs out by its refresh cookie', async (t) => {
  const { signIn, post } = await startAuth(t)
  const ada = await signIn('ada')
  const response = await post('/auth/logout', { cookie: `snug_refresh=${ada.refreshToken}` })
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), { sessionId: ada.sessionId })
  assert.deepEqual(
    response.headers.getSetCookie().map((cookie) => cookie.split('; ').slice(0, 3).join('; ')),
    ['snug_access=; Max-Age=0; Path=/api/v1', 'snug_refresh=; Max-Age=0; Path=/api/v1/auth'],
  )
  await assert.rejects(call(ada.caller, listSessions, {}), { code: 'session_ended' })
})

test('who was never signed in cannot log out', async (t) => {
  const { nobody, post } = await startAuth(t)
  await assert.rejects(call(nobody, logout, {}), { code: 'not_signed_in' })
  const made = await post('/auth/logout', { cookie: `snug_refresh=${'x'.repeat(67)}` })
  assert.equal(made.status, 401)
})

test('SEC-07: who signs out everywhere is out everywhere at once, here too, and nobody else is', async (t) => {
  const { signIn, nobody, ears } = await startAuth(t)
  const [laptop, phone, ben] = [await signIn('ada'), await signIn('ada'), await signIn('ben')]
  await call(laptop.caller, endSessions, {})
  for (const { caller, refreshToken } of [laptop, phone]) {
    await assert.rejects(call(caller, listSessions, {}), { code: 'session_ended' })
    await assert.rejects(call(nobody, refresh, { body: { refreshToken } }), { code: 'refresh_refused' })
  }
  assert.deepEqual(new Set(ears.map(({ event }) => event.type)), new Set(['session_ended']))
  assert.equal((await call(ben.caller, listSessions, {})).items.length, 1)
  await call((await signIn('ada')).caller, listSessions, {})
  await assert.rejects(call(nobody, endSessions, {}), { code: 'not_signed_in' })
})

test('people end their own sessions from elsewhere, and nobody else’s', async (t) => {
  const { signIn, ears } = await startAuth(t)
  const [laptop, phone, ben] = [await signIn('ada'), await signIn('ada'), await signIn('ben')]
  const end = (who: typeof ben, sessionId: string) => call(who.caller, endSession, { params: { sessionId } })

  await assert.rejects(end(ben, phone.sessionId), { code: 'session_not_found' })
  await assert.rejects(end(ben, crypto.randomUUID()), { code: 'session_not_found' })
  assert.equal((await call(phone.caller, listSessions, {})).items.length, 2)

  await end(laptop, phone.sessionId)
  assert.equal(ears.length, 4)
  await assert.rejects(call(phone.caller, listSessions, {}), { code: 'session_ended' })
  await assert.rejects(end(laptop, phone.sessionId), { code: 'session_not_found' })
})

test('SEC-08: thirty days after the log-in a session is over, and the house hears of it', async (t) => {
  const { signIn, db, nobody, ears } = await startAuth(t)
  const ada = await signIn('ada')
  const { expiresAt, createdAt } = await db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
  assert.equal(expiresAt.getTime() - createdAt.getTime(), 30 * 24 * 60 * 60 * 1000)

  await db
    .updateTable('sessions')
    .set({ expiresAt: new Date(Date.now() - 1) })
    .execute()
  await assert.rejects(call(ada.caller, listSessions, {}), { code: 'session_ended' })
  await sweep(db)
  assert.deepEqual(await db.selectFrom('sessions').selectAll().execute(), [])
  while (ears.length < 4) await sleep(50)
  await assert.rejects(call(nobody, refresh, { body: { refreshToken: ada.refreshToken } }), { code: 'refresh_refused' })
})

test('services that start learn which sessions ended lately', async (t) => {
  const { signIn, baseUrl, neighbours, db } = await startAuth(t)
  const [ada, ben] = [await signIn('ada'), await signIn('ben')]
  await call(ada.caller, logout, {})
  const file = neighbours.caller(baseUrl, 'auth', undefined, 'file')
  const ended = async () => (await call(file, getEndedSessions, {})).items.map(({ sessionId }) => sessionId)
  assert.deepEqual(await ended(), [ada.sessionId])
  const live = await call(neighbours.caller(baseUrl, 'auth'), getLiveSessions, {
    body: { sessionIds: [ada.sessionId, ben.sessionId, crypto.randomUUID()] },
  })
  assert.deepEqual(live.sessionIds, [ben.sessionId])

  const anHourAgo = new Date(Date.now() - 3_600_000)
  await db.updateTable('endedSessions').set({ endedAt: anHourAgo }).execute()
  assert.deepEqual(await ended(), [])
  await sweep(db)
  assert.deepEqual(await db.selectFrom('endedSessions').selectAll().execute(), [])
})

test('SEC-18: a person cannot ask what services ask', async (t) => {
  const { signIn, baseUrl, neighbours } = await startAuth(t)
  const { caller } = await signIn('ada')
  await assert.rejects(
    call(caller, getEndedSessions, {}).then(() => call({ baseUrl }, getEndedSessions, {})),
    {
      code: 'not_found',
    },
  )
  const chatroom = neighbours.caller(baseUrl, 'auth', undefined, 'chatroom')
  await assert.rejects(call(chatroom, getLiveSessions, { body: { sessionIds: [] } }), { code: 'not_found' })
})

test('REL-06: a service that is away delays no one and hears of it when it is back', async (t) => {
  const { signIn, ears, away, db } = await startAuth(t)
  const ada = await signIn('ada')
  away.add('file')
  await call(ada.caller, logout, {})
  assert.deepEqual(ears.map(({ service }) => service).sort(), ['chatroom', 'gateway', 'profile'])
  assert.equal((await db.selectFrom('outbox').selectAll().execute()).length, 1)

  away.clear()
  while (ears.length < 4) await sleep(50)
  assert.equal(ears.at(-1)?.service, 'file')
})

test('REL-06: a service that hangs delays no news to the others', async (t) => {
  const { signIn, ears, hangs } = await startAuth(t)
  const [ada, ben] = [await signIn('ada'), await signIn('ben')]
  hangs.add('file')
  await call(ada.caller, logout, {})
  await call(ben.caller, logout, {})
  const heard = ears.filter(({ event }) => event.type === 'session_ended' && event.sessionId === ben.sessionId)
  assert.deepEqual(heard.map(({ service }) => service).sort(), ['chatroom', 'gateway', 'profile'])
  hangs.clear()
  while (ears.length < 8) await sleep(20)
})
