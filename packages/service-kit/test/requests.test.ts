import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import Fastify from 'fastify'
import { parseStrictJson } from '../src/json.ts'
import { loggerOptions } from '../src/service.ts'
import { codeOf, startEcho } from './support.ts'

test('SEC-33: JSON that is broken, too deep, not UTF-8 or reaches for the prototype is malformed', async (t) => {
  const { post } = await startEcho(t)
  const deep = `{"said":"x","deep":${'['.repeat(30)}${']'.repeat(30)}}`
  const bodies = [
    '{',
    '"said',
    deep,
    '{"__proto__":{"said":"x"}}',
    '{"said":"x","deep":{"constructor":{"prototype":{}}}}',
    `{"said":"x","deep":[${'{},'.repeat(20_000)}{}]}`,
  ]
  for (const body of bodies) {
    const response = await post(body)
    assert.deepEqual([response.status, await codeOf(response)], [400, 'malformed'], body)
  }
  assert.equal((await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).status, 400)
  const brackets = JSON.stringify({ said: `${'['.repeat(1000)}\\"${'{'.repeat(1000)}"` })
  assert.equal((await post(brackets)).status, 200)
})

test('SEC-47: a signed address is not written to the log, however it is mangled', () => {
  const logged = (url: string) => loggerOptions('info').serializers.req({ method: 'GET', url, ip: '::1' }).url
  const token = randomBytes(54).toString('base64url')
  for (const path of ['/links', '/api/v1/links', '/api/v1//LINKS/..', '/%6cinks'])
    assert.equal(logged(`${path}/${token}?x=${token}`), `${path}/…`)
  const photo = `/photos/${randomUUID()}/thumb`
  assert.equal(logged(photo), photo)
})

test('SEC-47: a body that cannot be read is not quoted to the log', async () => {
  const app = Fastify()
  parseStrictJson(app)
  let refused: Error | undefined
  app.setErrorHandler((error: Error, _, reply) => {
    refused = error
    return reply.code(400).send()
  })
  app.post('/', () => 'read')
  await app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/json' },
    payload: '{"a":tiger}',
  })
  assert.doesNotMatch(inspect(refused), /tiger/)
})

test('SEC-24: no way of writing the content type turns validation off', async (t) => {
  const { post } = await startEcho(t)
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json5',
    'application/jsonx',
    'a/b',
    '/',
  ]
  for (const type of types) assert.equal((await post('{"said":1}', type)).status, 415, type)
  for (const type of [
    'application/json',
    'APPLICATION/JSON',
    'application/json ;charset=utf-8',
    'application/json\t; a=b',
    'application/json x',
  ])
    assert.ok([415, 422].includes((await post('{"said":1}', type)).status), type)
})

test('SEC-14: a body that does not fit is refused with pointers to what does not', async (t) => {
  const { post } = await startEcho(t)
  const response = await post('{"said":{},"admin":true}')
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  const problem = (await response.json()) as { status: number; errors: { pointer: string }[] }
  assert.equal(problem.status, 422)
  assert.ok(problem.errors.some(({ pointer }) => pointer === '/said'))
  for (const body of ['', 'null', '[]', '1']) assert.equal((await post(body)).status, 422, body)
})

test('SEC-23: what nobody foresaw says nothing outside but a request id', async (t) => {
  const { get } = await startEcho(t)
  const response = await get('/broken', { 'x-request-id': 'request-0001' })
  assert.equal(response.status, 500)
  assert.equal(response.headers.get('x-request-id'), 'request-0001')
  assert.deepEqual(await response.json(), {
    type: 'urn:snug:problem:internal',
    title: 'Something broke on our side.',
    status: 500,
    code: 'internal',
    requestId: 'request-0001',
  })
})

test('SEC-35: a request id that is not one is replaced', async (t) => {
  const { get } = await startEcho(t)
  for (const id of ['x', 'a'.repeat(200), 'a b c d e f', '<script>alert(1)</script>'])
    assert.notEqual((await get('/broken', { 'x-request-id': id })).headers.get('x-request-id'), id)
})

test('SEC-33: a parameter twice, or one nobody knows, is refused', async (t) => {
  const { get, neighbours } = await startEcho(t)
  const authorization = `Bearer ${neighbours.accessToken(neighbours.newPerson())}`
  for (const query of ['page=1&page=2', 'pages=1', 'page=x'])
    assert.equal(await codeOf(await get(`/mine?${query}`, { authorization })), 'invalid_query', query)
})
