import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, line, Message, NewUsername, Password, Problem, pathOf, publicRoutes, Time, text } from '@snug/contracts'
import { z } from 'zod'

test('every public route is said once and says who may call it', () => {
  const names = publicRoutes.map(({ method, url }) => `${method} ${url}`)
  assert.equal(new Set(names).size, names.length)
  assert.ok(names.includes('POST /rooms/:roomId/messages'))
  for (const { url, config } of publicRoutes) {
    assert.ok(!url.startsWith('/internal'), url)
    assert.ok(config.rate, url)
  }
})

test('SEC-24: GET changes nothing, so it has no body', () => {
  for (const { method, schema } of publicRoutes) assert.ok(method !== 'GET' || !('body' in schema))
})

test('text keeps what people write and refuses what is not text', () => {
  const four = text(4)
  for (const good of ['', '🦆🦆🦆🦆', 'a\nb', '\u202Eab']) assert.equal(four.parse(good), good)
  for (const bad of ['abcde', '🦆🦆🦆🦆🦆', 'a\0', '\ud800', 1, null])
    assert.ok(!four.safeParse(bad).success, String(bad))
  assert.equal(line(10).parse('  e\u0301  '), 'é')
  for (const bad of ['', '   ', 'a\nb', 'a\u2028b', 'a\u202Eb', '\u2066'])
    assert.ok(!line(10).safeParse(bad).success, JSON.stringify(bad))
  const grows = '\u0958' // two code points in NFC
  assert.ok(line(10).safeParse(grows.repeat(5)).success)
  assert.ok(!line(10).safeParse(grows.repeat(6)).success)
})

test('SEC-36: nobody counts the characters of a text that is far too long', () => {
  const issues = text(4).safeParse('x'.repeat(9)).error?.issues
  assert.deepEqual(
    issues?.map(({ code }) => code),
    ['too_big'],
  )
})

test('SEC-01: a password counts in characters after NFKC', () => {
  assert.ok(Password.safeParse('🦆'.repeat(8)).success)
  assert.ok(!Password.safeParse('🦆'.repeat(7)).success)
  assert.ok(Password.safeParse('x'.repeat(1024)).success)
  assert.equal(Password.parse('ｐａｓｓｗｏｒｄ'), 'password')
})

test('SEC-34: usernames are plain, whatever they are written in', () => {
  assert.equal(NewUsername.parse('Ａｄａ'), 'Ada')
  for (const bad of ['root', 'аda', 'a.', 'x'.repeat(33), 'a b c']) assert.ok(!NewUsername.safeParse(bad).success, bad)
})

test('times travel as RFC 3339 with milliseconds', () => {
  const time = new Date(1_700_000_000_123)
  assert.equal(z.encode(Time, time), '2023-11-14T22:13:20.123Z')
  assert.deepEqual(z.decode(Time, '2023-11-14T22:13:20.123Z'), time)
})

test('what a contract does not name does not leave', () => {
  const id = crypto.randomUUID()
  const message = {
    roomId: id,
    seq: 1,
    authorId: id,
    clientId: id,
    text: 'x',
    photos: [],
    replyTo: null,
    reactions: [],
    sentAt: new Date(),
    editedAt: null,
    deletedAt: null,
    secret: 1,
  }
  assert.ok(!('secret' in z.encode(Message, message as never)))
})

test('an address is made of escaped parts', () => {
  assert.equal(
    pathOf('/rooms/:roomId/members/:profileId', { roomId: 'a/b', profileId: '../me' }),
    '/rooms/a%2Fb/members/..%2Fme',
  )
})

test('a problem comes through the wire as it was thrown', async () => {
  const thrown = new Problem('too_many_requests', { retryAfter: 7, detail: 'slowly' })
  const answer = async () => new Response(JSON.stringify(thrown.toJSON('request-1')), { status: 429 })
  const [route] = publicRoutes
  await assert.rejects(call({ baseUrl: 'http://x', fetch: answer }, route as never, {}), (problem: Problem) => {
    assert.deepEqual([problem.code, problem.status, problem.extras.retryAfter], ['too_many_requests', 429, 7])
    return true
  })
  const half = async () => new Response('{"items":[')
  await assert.rejects(call({ baseUrl: 'http://x', fetch: half }, route as never, {}), { code: 'unavailable' })
  const silence = async () => Promise.reject(new TypeError('fetch failed'))
  await assert.rejects(call({ baseUrl: 'http://x', fetch: silence }, route as never, {}), { code: 'unavailable' })
})
