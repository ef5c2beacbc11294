import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { speak, startGateway, until } from './support.ts'

const room = crypto.randomUUID()

/** A chatroom and a file service that tell what reached them. */
function mirror(seen: { headers: FastifyRequest['headers']; body?: string; url: string }[]) {
  return (app: FastifyInstance) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', async (_: FastifyRequest, body: Readable) => Buffer.concat(await body.toArray()))
    app.all('/rooms/:roomId/messages', async ({ headers, body, url }) => {
      seen.push({ headers, body: String(body), url })
      return { ok: true }
    })
    app.post('/rooms/:roomId/photos', async ({ headers, body, url }, reply) => {
      seen.push({ headers, body: String((body as Buffer).length), url })
      return reply.code(201).send({ photos: [] })
    })
  }
}

test('a request reaches its service with body, query and person, and the answer comes back', async (t) => {
  const seen: Parameters<typeof mirror>[0] = []
  const { ask, neighbours } = await startGateway(t, { answers: mirror(seen) })
  const ada = neighbours.newPerson()
  const response = await ask(`/rooms/${room}/messages?limit=3`, { as: ada })
  assert.deepEqual(await response.json(), { ok: true })
  assert.equal(seen[0]?.url, `/rooms/${room}/messages?limit=3`)

  const body = JSON.stringify({ text: 'the lake' })
  await ask(`/rooms/${room}/messages`, {
    as: ada,
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(seen[1]?.body, body)
  assert.match(String(seen[1]?.headers.authorization), /^Bearer /)
})

test('SEC-17: nothing that a client says of itself goes on; the gateway says it anew', async (t) => {
  const seen: Parameters<typeof mirror>[0] = []
  const { ask, neighbours } = await startGateway(t, { answers: mirror(seen) })
  await ask(`/rooms/${room}/messages`, {
    as: neighbours.newPerson(),
    headers: {
      'x-user-id': 'root',
      'x-internal': '1',
      'x-forwarded-for': '9.9.9.9',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=9.9.9.9',
      'x-request-id': 'mine-mine-mine',
      'snug-service-token': 'mine',
      cookie: 'snug_refresh=secret',
    },
  })
  const { headers } = seen[0] ?? assert.fail('nothing came')
  for (const name of ['x-user-id', 'x-internal', 'x-forwarded-host', 'forwarded', 'cookie'])
    assert.equal(headers[name], undefined, name)
  assert.equal(headers['x-forwarded-for'], '127.0.0.1')
  assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/)
  assert.match(String(headers['snug-service-token']), /^ey/)
})

test('SEC-18: what is inside is not reachable from outside', async (t) => {
  const { ask } = await startGateway(t)
  const paths = [
    '/api/v1/internal/keys',
    '/api/v1/internal/events',
    '/api/v1/metrics',
    '/api/internal',
    '/api/v1/health/live',
  ]
  for (const path of paths) assert.equal((await ask(path)).status, 404, path)
})

test('SEC-20: a body over the limit is refused at once, and the client hears it', async (t) => {
  const seen: Parameters<typeof mirror>[0] = []
  const { ask, neighbours } = await startGateway(t, { answers: mirror(seen) })
  const as = neighbours.newPerson()
  const method = 'PATCH'
  const declared = await ask('/me', { as, method, body: 'x'.repeat(70_000) })
  assert.equal(declared.status, 413)
  assert.equal(declared.headers.get('connection'), 'close')
  assert.equal(((await declared.json()) as { code: string }).code, 'body_too_large')

  const pieces = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(1024)))
  const streamed = await ask('/me', { as, method, body: pieces as never, duplex: 'half' } as RequestInit)
  assert.equal(streamed.status, 413)
})

test('SEC-20: an upload over its limit is cut off while it streams', async (t) => {
  const seen: Parameters<typeof mirror>[0] = []
  const { ask, neighbours } = await startGateway(t, { answers: mirror(seen) })
  async function* endless() {
    for (let sent = 0; sent < 40; sent++) yield Buffer.alloc(1024 * 1024)
  }
  const body = Readable.from(endless()) as never
  const response = await ask(`/rooms/${room}/messages`, {
    as: neighbours.newPerson(),
    method: 'POST',
    body,
    duplex: 'half',
  } as never)
  assert.equal(response.status, 413)
  assert.equal(seen.length, 0)
})

test('an upload streams through whole', async (t) => {
  const seen: Parameters<typeof mirror>[0] = []
  const { ask, neighbours } = await startGateway(t, { answers: mirror(seen) })
  const size = 5 * 1024 * 1024
  const response = await ask(`/rooms/${room}/photos`, {
    as: neighbours.newPerson(),
    method: 'POST',
    body: Buffer.alloc(size),
    headers: { 'content-type': 'image/png' },
  })
  assert.equal(response.status, 201)
  assert.equal(seen[0]?.body, String(size))
  assert.equal(seen[0]?.headers['content-length'], String(size))
})

test("SEC-20, SEC-23: a service's early answer reaches a client that is still sending", async (t) => {
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) => {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser('*', (_, __, done) => done(null))
      app.post('/rooms/:roomId/photos', async (_, reply) => reply.code(415).send({ code: 'unsupported_photo' }))
    },
  })
  async function* slow() {
    for (let sent = 0; sent < 30; sent++) {
      yield Buffer.alloc(64 * 1024)
      await sleep(50)
    }
  }
  const body = Readable.from(slow()) as never
  const response = await ask(`/rooms/${room}/photos`, {
    as: neighbours.newPerson(),
    method: 'POST',
    body,
    duplex: 'half',
  } as never)
  assert.equal(response.status, 415)
  assert.equal(response.headers.get('connection'), 'close')
})

test('SEC-20: compressed bodies are refused', async (t) => {
  const { ask } = await startGateway(t)
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
  assert.equal((await ask('/auth/login', { method: 'POST', body: 'x', headers })).status, 415)
})

test('REL-06: a service that is away is a 503 with Retry-After, soon, and the others go on', async (t) => {
  const { ask, neighbours } = await startGateway(t, {
    FILE_URL: 'http://127.0.0.1:9',
    answers: (app) => app.get('/me', () => ({ username: 'ada' })),
  })
  const as = neighbours.newPerson()
  const away = await ask(`/photos/${crypto.randomUUID()}/thumb`, { as })
  assert.equal(away.status, 503)
  assert.equal(away.headers.get('retry-after'), '1')
  assert.equal(((await away.json()) as { code: string }).code, 'unavailable')
  assert.equal((await ask('/me', { as })).status, 200)
})

test('REL-08: a service that hangs is given up at its deadline', async (t) => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  t.after(() => silent.close())
  await until(() => silent.listening)
  const { port } = silent.address() as { port: number }
  const { ask, neighbours } = await startGateway(t, {
    PROFILE_URL: `http://127.0.0.1:${port}`,
    FILE_URL: `http://127.0.0.1:${port}`,
  })
  const as = neighbours.newPerson()
  const upload = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
  for (const { status } of await Promise.all([ask('/me', { as }), ask(`/rooms/${room}/photos`, { ...upload, as })]))
    assert.equal(status, 503)
})

test('REL-08: an upload to a service that hangs is given up while it is sent', { timeout: 9_500 }, async (t) => {
  const deaf = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
  t.after(() => deaf.close())
  await until(() => deaf.listening)
  const { port } = deaf.address() as { port: number }
  const { ask, neighbours } = await startGateway(t, { FILE_URL: `http://127.0.0.1:${port}` })
  const body = new Blob([Buffer.alloc(60 * 1024 * 1024)])
  const as = neighbours.newPerson()
  assert.equal((await ask(`/rooms/${room}/photos`, { as, method: 'POST', body })).status, 503)
})

test('SEC-24, SEC-19: odd addresses are refused', async (t) => {
  const { url } = await startGateway(t)
  for (const path of [
    '/api/v1/rooms%2F1',
    '//api/v1/me',
    '/api/v1/../me',
    '/api/v1/%2e%2e/me',
    '/api/v1/rooms/%00',
    '/%zz',
    '/api/v1/a\\b',
    '/%61pi/v1/auth/keys',
    '/api/v1/auth%2dkeys',
  ]) {
    const { text } = await speak(url, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    assert.match(text, /^HTTP\/1.1 40[04] /, path)
    assert.match(text, /application\/problem\+json/, path)
  }
})

test('SEC-20: a quick start buys an upload no silence later; a steady one may take its time', async (t) => {
  const seen: Parameters<typeof mirror>[0] = []
  const { ask, neighbours } = await startGateway(t, { answers: mirror(seen), BODY_MS: 2_000 })
  const upload = (pieces: AsyncIterable<Buffer>) =>
    ask(`/rooms/${room}/photos`, {
      as: neighbours.newPerson(),
      method: 'POST',
      body: Readable.from(pieces) as never,
      duplex: 'half',
    } as never)
  async function* starting(thenMs: number, times: number) {
    yield Buffer.alloc(200_000)
    for (let i = 0; i < times; i++) {
      await sleep(thenMs)
      yield Buffer.alloc(2_000)
    }
  }
  await Promise.all([
    assert.rejects(upload(starting(8_000, 1))),
    upload(starting(500, 8)).then(({ status }) => assert.equal(status, 201)),
  ])
})

test('REL-14: what is under way when the gateway stops is finished', async (t) => {
  const { gateway, ask, neighbours } = await startGateway(t, {
    answers: (app) => app.get('/me', () => sleep(500, { username: 'ada' })),
  })
  const asking = ask('/me', { as: neighbours.newPerson() })
  await sleep(100)
  const closing = gateway.close()
  assert.deepEqual(await (await asking).json(), { username: 'ada' })
  await closing
})
