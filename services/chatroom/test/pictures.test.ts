import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { INLINE_BODY_BYTES, Problem } from '@snug/contracts'
import { newClientId, newRoom, say, startChatroom } from './support.ts'

/** Ada's room, and a file service that refuses all pictures but remembers how it was asked. */
async function startAda(t: TestContext) {
  const asked: { length: string | undefined; body: unknown }[] = []
  const { newPerson, baseUrl } = await startChatroom(t, (app) => {
    app.post('/internal/photos', ({ headers, body }, reply) => {
      asked.push({ length: headers['content-length'], body })
      return reply.code(415).send(new Problem('unsupported_photo').toJSON())
    })
  })
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const path = `/rooms/${roomId}/messages`
  const headers = { ...ada.caller.headers, 'content-type': 'application/json' }
  const post = (body: string) => fetch(`${baseUrl}${path}`, { method: 'POST', headers, body })
  /** Says that the longest of bodies comes, and sends none of it. */
  const announce = async () => {
    const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1').on('error', () => {})
    await once(socket, 'connect')
    const lines = Object.entries({ ...headers, host: 'chatroom', 'content-length': INLINE_BODY_BYTES })
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`)
    return socket
  }
  return { ada, roomId, asked, post, announce }
}

const long = (data = '') => `data:image/png;base64,${'AA\\/A'.repeat(50_000)}${data}`

test('SEC-26: a long picture inside a message goes on to file as it came, and elsewhere it is no text', async (t) => {
  const { ada, roomId, asked, post } = await startAda(t)
  const clientId = newClientId()
  const pictures = `{"dataUrl":"${long()}","alt":"🦆"},{"dataUrl":"${long('B')}"},{"dataUrl":"data:,"}`
  const response = await post(`{"clientId":"${clientId}","attachments":[${pictures}]}`)
  assert.equal(response.status, 415)
  const plain = (url: string) => url.replaceAll('\\/', '/')
  const attachments = [
    { dataUrl: plain(long()), alt: '🦆', caption: '' },
    { dataUrl: plain(long('B')), alt: '', caption: '' },
    { dataUrl: 'data:,', alt: '', caption: '' },
  ]
  assert.deepEqual(asked[0]?.body, { roomId, ownerId: ada.id, attachments })
  assert.ok(Number(asked[0].length) > long().length * 2)
  for (const elsewhere of [`"text":"${long()}"`, `"photoIds":["${long()}"]`, `"attachments":["${long()}"]`])
    assert.equal((await post(`{"clientId":"${clientId}",${elsewhere}}`)).status, 422)
  assert.equal(asked.length, 1)
})

test('SEC-26: long messages wait until there is memory for them, short ones go by', async (t) => {
  const { ada, roomId, post, announce } = await startAda(t)
  const holders = [await announce(), await announce()]
  await say(ada, roomId, 'one')
  let isAnswered = false
  const waiting = post(`{"clientId":"${newClientId()}","attachments":[{"dataUrl":"${long()}"}]}`).finally(() => {
    isAnswered = true
  })
  for (const text of ['two', 'three']) await say(ada, roomId, text)
  assert.ok(!isAnswered)
  for (const socket of holders) socket.destroy()
  assert.equal((await waiting).status, 415)
})
