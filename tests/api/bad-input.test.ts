import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, test } from 'node:test'
import { CLOSE, call, createRoom, LIVE_PROTOCOL, MAX_FRAME_BYTES, uploadPhotos } from '@snug/contracts'
import { WebSocket } from 'ws'
import { startTestHouse } from '../support/house.ts'
import { Line, newClientId, signUp } from '../support/person.ts'
import { dataUrlOf, phonePhoto, pngOf } from '../support/pictures.ts'

const { url } = await startTestHouse({ after })
const ada = await signUp(url, 'ada')
const { id: roomId } = await call(ada.caller, createRoom, { body: { name: 'The lake' } })

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${url}/api/v1${path}`, { ...init, headers: { ...ada.caller.headers, ...init.headers } })
const post = (path: string, body: string, type = 'application/json') =>
  api(path, { method: 'POST', body, headers: { 'content-type': type } })
const postJson = (path: string, body: unknown) => post(path, JSON.stringify(body))

/** The problem's code, after a look at its manners. */
async function refusal(response: Response, status: number): Promise<string> {
  const text = await response.text()
  assert.equal(response.status, status, text)
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/)
  const problem = JSON.parse(text)
  assert.deepEqual([problem.status, problem.requestId], [status, response.headers.get('x-request-id')])
  assert.match(problem.type, /^urn:snug:problem:/)
  return problem.code
}

test('SEC-33: bodies that are no JSON, or not what was asked for, are refused', async () => {
  assert.equal(await refusal(await post('/rooms', '{"name":'), 400), 'malformed')
  assert.equal(await refusal(await post('/rooms', '{}', 'text/plain'), 415), 'unsupported_type')
  const bodies = [
    {},
    [],
    null,
    { name: '' },
    { name: 'x'.repeat(81) },
    { name: 1 },
    { name: 'a', color: 'red' },
    { name: 'a\0' },
    { name: '\ud800' },
  ]
  for (const body of bodies)
    assert.equal(await refusal(await postJson('/rooms', body), 422), 'invalid_body', JSON.stringify(body))
})

test('what is not there, or not yours, is not found', async () => {
  const eve = await signUp(url, 'eve')
  const theirs = { headers: eve.caller.headers ?? {} }
  for (const path of [
    `/rooms/${roomId}`,
    `/rooms/${crypto.randomUUID()}/messages`,
    '/rooms/x',
    `/photos/${crypto.randomUUID()}/thumb`,
    '/nowhere',
  ])
    assert.match(await refusal(await api(path, theirs), 404), /not_found$/, path)
})

test('SEC-38: without a good token nobody is anybody', async () => {
  const paths = ['/me', '/rooms', `/rooms/${roomId}/messages`, `/photos/${crypto.randomUUID()}/thumb`]
  for (const path of paths)
    for (const authorization of ['', 'Bearer x', `Bearer ${ada.accessToken}x`, `Bearer ${ada.refreshToken}`]) {
      const response = await fetch(`${url}/api/v1${path}`, { headers: authorization ? { authorization } : {} })
      assert.equal(await refusal(response, 401), 'not_signed_in', `${path} ${authorization}`)
    }
  for (const protocols of [[LIVE_PROTOCOL], []]) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live?token=${ada.accessToken}`, protocols)
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode)).on('error', () => {})
    })
    assert.equal(status, 401)
  }
})

test('SEC-20: a body of 200 MB is refused without being read', async () => {
  for (const path of ['/rooms', `/rooms/${roomId}/messages`]) {
    const answer = await new Promise<{ status: number | undefined; sent: number }>((resolve, reject) => {
      const upload = request(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...ada.caller.headers, 'content-type': 'application/json', 'content-length': 200 * 1024 * 1024 },
      })
      const chunk = Buffer.alloc(64 * 1024, 0x20)
      let sent = 0
      const more = () => {
        while (!upload.destroyed && upload.write(chunk)) sent += chunk.length
        upload.once('drain', more)
      }
      upload.on('response', (response) => {
        response.resume()
        resolve({ status: response.statusCode, sent })
        upload.destroy()
      })
      upload.on('error', reject)
      more()
    })
    assert.equal(answer.status, 413, path)
    assert.ok(answer.sent < 50 * 1024 * 1024, `${answer.sent} bytes were taken`)
  }
})

test('SEC-25, SEC-26: what is no picture we open is refused and leaves nothing', async () => {
  const huge = pngOf(30_000, 30_000)
  const jpeg = await phonePhoto(600, 400)
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
  )
  const cases: [string, Buffer, number[]][] = [
    ['HTML as PNG', Buffer.from('<!doctype html><script>alert(1)</script>'), [415]],
    ['SVG', svg, [415]],
    ['nothing', Buffer.alloc(0), [415, 422]],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), [422]],
    ['900 megapixels', huge, [413]],
  ]
  for (const [what, bytes, statuses] of cases) {
    const response = await postJson(`/rooms/${roomId}/photos`, { dataUrl: dataUrlOf(bytes, 'image/png') })
    assert.ok(statuses.includes(response.status), `${what}: ${response.status} ${await response.clone().text()}`)
    await refusal(response, response.status)
  }
  for (const dataUrl of [
    'data:image/png;base64',
    'data:',
    'data:image/png,x',
    'data:image/png;base64,###',
    'http://x/y.png',
    '',
  ]) {
    const response = await postJson(`/rooms/${roomId}/photos`, { dataUrl })
    assert.ok([415, 422].includes(response.status), `${dataUrl}: ${response.status}`)
  }
  const inline = await postJson(`/rooms/${roomId}/messages`, {
    clientId: newClientId(),
    attachments: [{ dataUrl: dataUrlOf(jpeg) }, { dataUrl: dataUrlOf(svg) }],
  })
  assert.equal(inline.status, 415)
  const { items } = (await (await api(`/rooms/${roomId}/messages`)).json()) as { items: unknown[] }
  assert.deepEqual(items, [])
  const lie = await call(ada.caller, uploadPhotos, {
    params: { roomId },
    body: { dataUrl: dataUrlOf(jpeg, 'text/html') },
  })
  assert.equal(lie.photos[0]?.type, 'image/jpeg')
})

test('SEC-39: a frame that is no JSON, of no known kind or too big closes the socket by name', async () => {
  const frames: [string, number][] = [
    ['{', CLOSE.badFrame],
    ['{"type":"shout"}', CLOSE.badFrame],
    [' '.repeat(MAX_FRAME_BYTES + 1), 1009],
  ]
  for (const [frame, code] of frames) {
    const line = await Line.open(url, ada)
    line.socket.send(frame)
    assert.equal((await line.closes()).code, code, frame.slice(0, 30))
  }
})

test('a frame of a known kind that does not fit is answered, and the line stays open', async () => {
  const line = await Line.open(url, ada)
  const clientId = newClientId()
  for (const more of [{ text: 'x'.repeat(4001) }, { text: 'a\0' }, { loud: true }, { photoIds: ['x'] }])
    line.socket.send(JSON.stringify({ type: 'send', roomId, clientId, ...more }))
  line.say({ type: 'ping' })
  await line.hears('pong')
  const problems = line.heard.flatMap((frame) =>
    frame.type === 'problem' ? [[frame.clientId, frame.problem.code]] : [],
  )
  assert.deepEqual(problems, Array(4).fill([clientId, 'invalid_body']))
  line.socket.close()
})

test('SEC-21: a page of another origin may neither act nor listen', async () => {
  const cookie = `snug_access=${ada.accessToken}`
  const send = (headers: Record<string, string>) =>
    fetch(`${url}/api/v1/rooms`, {
      method: 'POST',
      body: '{"name":"x"}',
      headers: { cookie, 'content-type': 'application/json', ...headers },
    })
  for (const origin of ['https://evil.example', 'null', `${url}.evil.example`])
    assert.equal(await refusal(await send({ origin }), 403), 'foreign_origin')
  assert.equal(await refusal(await send({}), 403), 'foreign_origin')
  assert.equal((await send({ origin: url })).status, 201)
  const answer = await api('/me', { headers: { origin: 'https://evil.example' } })
  assert.equal(answer.headers.get('access-control-allow-origin'), null)
  for (const origin of ['https://evil.example', 'null']) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live`, LIVE_PROTOCOL, {
      headers: { cookie, origin },
    })
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode)).on('error', () => {})
    })
    assert.equal(status, 403)
  }
})

test('SEC-22: every answer says how it may be used', async () => {
  const page = await fetch(url)
  const csp = page.headers.get('content-security-policy') ?? ''
  assert.match(csp, /script-src 'self'/)
  assert.match(csp, /frame-ancestors 'none'/)
  assert.doesNotMatch(csp, /unsafe|\*/)
  for (const response of [page, await api('/me'), await api('/nowhere')]) {
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
    assert.equal(response.headers.get('server') ?? response.headers.get('x-powered-by'), null)
  }
  assert.equal((await api('/me')).headers.get('cache-control'), 'no-store')
})
