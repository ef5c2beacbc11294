import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { publicRoutes } from '@snug/contracts'
import { startGateway, temporaryFolder } from './support.ts'

const page = { accept: 'text/html,application/xhtml+xml' }

test('the web client: its page under every address that is not ours, its files for ever', async (t) => {
  const root = temporaryFolder(t)
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), '<!doctype html>hello')
  writeFileSync(join(root, 'assets/main-1a2b3c.js'), 'hello()')
  writeFileSync(join(root, '.env'), 'SECRET=1')
  const { url } = await startGateway(t, { WEB_ROOT: root })
  const get = (path: string, headers = {}) => fetch(`${url}${path}`, { headers })

  for (const path of ['/', '/rooms/123', '/login?next=/', '/u/ada.l']) {
    const response = await get(path, page)
    assert.equal(await response.text(), '<!doctype html>hello', path)
    assert.equal(response.headers.get('cache-control'), 'no-cache')
  }
  // A link on another page of the same site brings the cookie along; it may open the client all the same.
  const linked = await get('/', { ...page, cookie: 'snug_access=x', 'sec-fetch-site': 'same-site' })
  assert.equal(linked.status, 200)

  const script = await get('/assets/main-1a2b3c.js')
  assert.match(script.headers.get('content-type') ?? '', /javascript/)
  assert.match(script.headers.get('cache-control') ?? '', /immutable/)

  // SEC-18: neither what is not there nor what is not meant to be seen.
  for (const path of [
    '/assets/gone.js',
    '/favicon.ico',
    '/.env',
    '/.git/config',
    '/api/v1/nothing',
    '/api',
    '/internal/keys',
    '/metrics',
  ]) {
    const missing = await get(path, page)
    assert.equal(missing.status, 404, path)
    assert.match(missing.headers.get('content-type') ?? '', /problem\+json/)
    assert.equal(missing.headers.get('cache-control'), 'no-store')
  }
})

test('the service worker is asked for anew each time, and may do no more than a page', async (t) => {
  const root = temporaryFolder(t)
  writeFileSync(join(root, 'index.html'), '<!doctype html>hello')
  writeFileSync(join(root, 'sw.js'), 'hello()')
  writeFileSync(join(root, 'manifest.webmanifest'), '{"name":"Snug"}')
  const { url } = await startGateway(t, { WEB_ROOT: root })

  const worker = await fetch(`${url}/sw.js`, { headers: { 'service-worker': 'script' } })
  assert.equal(await worker.text(), 'hello()')
  assert.match(worker.headers.get('content-type') ?? '', /javascript/)
  assert.equal(worker.headers.get('cache-control'), 'no-cache')
  const policy = worker.headers.get('content-security-policy') ?? ''
  for (const rule of ["default-src 'none'", "worker-src 'self'", "manifest-src 'self'"])
    assert.ok(policy.includes(rule), rule)

  const manifest = await fetch(`${url}/manifest.webmanifest`)
  assert.match(manifest.headers.get('content-type') ?? '', /^application\/manifest\+json/)
  assert.equal(manifest.headers.get('cache-control'), 'no-cache')
})

test('files that lie there compressed are sent so to whoever takes them', async (t) => {
  const root = temporaryFolder(t)
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), '<!doctype html>hello')
  writeFileSync(join(root, 'index.html.br'), brotliCompressSync('<!doctype html>hello'))
  writeFileSync(join(root, 'assets/main-1a2b3c.js'), 'hello()')
  writeFileSync(join(root, 'assets/main-1a2b3c.js.gz'), gzipSync('hello()'))
  const { url } = await startGateway(t, { WEB_ROOT: root })
  const get = async (path: string, encodings: string) => {
    const response = await fetch(`${url}${path}`, { headers: { ...page, 'accept-encoding': encodings } })
    const { headers } = response
    return [await response.text(), headers.get('content-type'), headers.get('content-encoding'), headers.get('vary')]
  }
  const [html, script] = ['text/html; charset=utf-8', 'application/javascript; charset=utf-8']
  const vary = 'accept-encoding'
  assert.deepEqual(await get('/', 'gzip, br'), ['<!doctype html>hello', html, 'br', vary])
  assert.deepEqual(await get('/', 'identity'), ['<!doctype html>hello', html, null, vary])
  assert.deepEqual(await get('/assets/main-1a2b3c.js', 'gzip, br'), ['hello()', script, 'gzip', vary])
})

test('a house without a built web client says so', async (t) => {
  const { ask } = await startGateway(t)
  const response = await ask('/', { headers: page })
  assert.equal(response.status, 503)
  assert.match(await response.text(), /not built/)
})

test('the API describes itself, for machines and for people', async (t) => {
  const { ask } = await startGateway(t)
  const api = (await (await ask('/openapi.json')).json()) as {
    openapi: string
    paths: Record<string, Record<string, { operationId: string }>>
  }
  assert.equal(api.openapi, '3.1.0')
  const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods))
  assert.deepEqual(
    operations.map(({ operationId }) => operationId).sort(),
    publicRoutes.map(({ schema }) => schema.operationId).sort(),
  )
  const known = JSON.stringify(api)
  for (const [, name] of known.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    assert.ok(known.includes(`"${name}":{"type"`), name ?? '')

  const docs = await (await ask('/docs')).text()
  assert.doesNotMatch(docs, /<script|https?:\/\/(?!localhost)/)
  for (const { schema } of publicRoutes) assert.ok(docs.includes(`id="${schema.operationId}"`))
  assert.match((await ask('/docs/style.css')).headers.get('content-type') ?? '', /text\/css/)
})

test('health tells which parts serve, and no more', async (t) => {
  const { ask } = await startGateway(t, { FILE_URL: 'http://127.0.0.1:9' })
  assert.deepEqual(await (await ask('/health')).json(), {
    status: 'degraded',
    services: { profile: 'up', auth: 'up', chatroom: 'up', file: 'down' },
  })
})
