import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { FastifyReply } from 'fastify'
import { startGateway, until } from './support.ts'

test('HEAD asks like GET and brings no body', async (t) => {
  const { ask, neighbours } = await startGateway(t, { answers: (app) => app.get('/me', () => ({ username: 'ada' })) })
  const response = await ask('/me', { as: neighbours.newPerson(), method: 'HEAD' })
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-length'), '18')
  assert.equal(await response.text(), '')
})

test('ranges, validators and their answers pass through', async (t) => {
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) =>
      app.get('/photos/:photoId/:variant', (request, reply) => {
        reply.header('etag', '"1"').header('cache-control', 'private, immutable').header('server', 'inside')
        if (request.headers['if-none-match'] === '"1"') return reply.code(304).send()
        if (!request.headers.range) return reply.code(416).header('content-range', 'bytes */3').send()
        return reply.code(206).header('content-range', 'bytes 0-0/3').type('image/webp').send(Buffer.from('x'))
      }),
  })
  const get = (headers = {}) => ask(`/photos/${crypto.randomUUID()}/thumb`, { as: neighbours.newPerson(), headers })
  const part = await get({ range: 'bytes=0-0' })
  assert.equal(part.status, 206)
  assert.equal(part.headers.get('content-range'), 'bytes 0-0/3')
  assert.equal(part.headers.get('cache-control'), 'private, immutable')
  assert.equal(part.headers.get('server'), null)
  assert.equal(await part.text(), 'x')
  assert.equal((await get({ 'if-none-match': '"1"' })).status, 304)
  assert.equal((await get()).status, 416)
})

test('REL-06: a short answer that breaks off or dawdles is a 503 and not a part of one', async (t) => {
  const begin = (reply: FastifyReply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'application/json' }).write('{"username":')
    return reply.raw
  }
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) => {
      app.get('/me', (_, reply) => void setTimeout(() => begin(reply).destroy(), 50))
      app.get('/rooms', (_, reply) => void begin(reply))
    },
  })
  const as = neighbours.newPerson()
  for (const path of ['/me', '/rooms']) assert.equal((await ask(path, { as })).status, 503, path)
})

test('REL-17: a long answer goes no faster than it is read, and arrives whole', async (t) => {
  const size = 64 * 1024 * 1024 // far more than the kernel keeps on the way
  let sent = 0
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) =>
      app.get('/me', (_, reply) => {
        const long = async function* () {
          for (; sent < size; sent += 64 * 1024) yield Buffer.alloc(64 * 1024, 'x')
        }
        reply.type('application/json').send(Readable.from(long()))
      }),
  })
  const response = await ask('/me', { as: neighbours.newPerson() })
  await new Promise((resolve) => setTimeout(resolve, 500)) // nobody reads
  assert.ok(sent < size / 2, `${sent} bytes left the service`)
  assert.equal((await response.arrayBuffer()).byteLength, size)
})

test('REL-17: of requests that come at once on one connection only the first is begun', async (t) => {
  let begun = 0
  const { url, neighbours } = await startGateway(t, {
    answers: (app) =>
      app.get('/me', () => {
        begun++
        return { username: 'ada' }
      }),
  })
  const token = neighbours.accessToken(neighbours.newPerson())
  const request = `GET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(request.repeat(3))
  let heard = ''
  for await (const data of socket) {
    heard += data
    if (heard.match(/HTTP\/1.1 /g)?.length === 3) break
  }
  assert.deepEqual(heard.match(/HTTP\/1.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 429', 'HTTP/1.1 429'])
  assert.equal(begun, 1)
})

test('REL-06: a small picture that breaks off is a 503, for it is taken whole', async (t) => {
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) =>
      app.get('/photos/:photoId/:variant', (_, reply) => {
        reply.hijack()
        reply.raw.writeHead(200, { 'content-length': 100 }).write('x')
        setTimeout(() => reply.raw.destroy(), 50)
      }),
  })
  assert.equal((await ask(`/photos/${crypto.randomUUID()}/thumb`, { as: neighbours.newPerson() })).status, 503)
})

test('a large picture that breaks off does so for the client too, and the gateway goes on', async (t) => {
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) => {
      app.get('/me', () => ({ username: 'ada' }))
      app.get('/photos/:photoId/:variant', (_, reply) => {
        reply.hijack()
        reply.raw.writeHead(200, { 'content-length': 1_000_000 }).write('x')
        setTimeout(() => reply.raw.destroy(), 50)
      })
    },
  })
  const as = neighbours.newPerson()
  const response = await ask(`/photos/${crypto.randomUUID()}/thumb`, { as })
  assert.equal(response.status, 200)
  await assert.rejects(response.text())
  assert.equal((await ask('/me', { as })).status, 200)
})

test('when a client leaves in the middle of an answer the service can stop too', async (t) => {
  let stopped = false
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) =>
      app.get('/photos/:photoId/:variant', (_, reply) => {
        const endless = new Readable({ read: () => setTimeout(() => endless.push(Buffer.alloc(1024)), 5) })
        reply.header('content-length', 1_000_000_000)
        reply.raw.once('close', () => {
          stopped = true
        })
        return reply.send(endless)
      }),
  })
  const leaving = new AbortController()
  const response = await ask(`/photos/${crypto.randomUUID()}/thumb`, {
    as: neighbours.newPerson(),
    signal: leaving.signal,
  })
  assert.equal(response.status, 200)
  leaving.abort()
  await until(() => stopped)
})
