import assert from 'node:assert/strict'
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

test('REL-06: an answer that breaks off, dawdles or has no end is a 503 and not a part of one', async (t) => {
  const begin = (reply: FastifyReply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'application/json' }).write('{"username":')
    return reply.raw
  }
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) => {
      app.get('/me', (_, reply) => void setTimeout(() => begin(reply).destroy(), 50))
      app.get('/rooms', (_, reply) => void begin(reply))
      app.get('/auth/sessions', (_, reply) => void Readable.from(endless()).pipe(begin(reply)))
    },
  })
  async function* endless() {
    while (true) yield Buffer.alloc(1024 * 1024)
  }
  const as = neighbours.newPerson()
  for (const path of ['/me', '/rooms', '/auth/sessions']) assert.equal((await ask(path, { as })).status, 503, path)
})

test('a picture that breaks off does so for the client too, and the gateway goes on', async (t) => {
  const { ask, neighbours } = await startGateway(t, {
    answers: (app) => {
      app.get('/me', () => ({ username: 'ada' }))
      app.get('/photos/:photoId/:variant', (_, reply) => {
        reply.hijack()
        reply.raw.writeHead(200, { 'content-length': 100 }).write('x')
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
