import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { createService, LongBodies } from '@snug/service-kit'
import { listen, startNeighbours } from '@snug/service-kit/testing'
import { z } from 'zod'
import { codeOf } from './support.ts'

const MEGABYTE = 1024 * 1024

/** A service that takes bodies of a megabyte, and has memory for two. */
async function startHolder(t: TestContext, patienceMs?: number) {
  const neighbours = await startNeighbours(t)
  const app = await createService({ name: 'profile', config: neighbours.config })
  const bodies = new LongBodies(2 * MEGABYTE, patienceMs)
  let [waiting, admitted] = [0, 0]
  app.post('/', {
    config: { access: 'anyone', bodyLimit: MEGABYTE },
    schema: { body: z.unknown() },
    onRequest: async (request, reply) => {
      waiting++
      await bodies.admit(request, reply)
      waiting--
      admitted++
    },
    handler: async () => 'taken',
  })
  const url = await listen(t, app)
  const headers = { ...neighbours.caller(url, 'profile').headers, 'content-type': 'application/json' }
  const post = (body: BodyInit, init: object = {}) => fetch(url, { method: 'POST', headers, body, ...init })
  const until = async (fits: () => boolean) => {
    while (!fits()) await new Promise((resolve) => setImmediate(resolve))
  }
  /** Says that a megabyte comes, is let in, and sends none of it. */
  const announce = async (): Promise<Socket> => {
    const before = admitted
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    const lines = Object.entries({ ...headers, host: 'profile', 'content-length': MEGABYTE })
    socket.write(`POST / HTTP/1.1\r\n${lines.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`)
    await until(() => admitted > before)
    return socket
  }
  return { post, announce, until, waiting: () => waiting }
}

const long = JSON.stringify('x'.repeat(MEGABYTE - 2))

test('SEC-26: long bodies wait for memory in turn, short ones do not, and who leaves gives it back', async (t) => {
  const { post, announce, until, waiting } = await startHolder(t)
  const [ada, ben] = [await announce(), await announce()]
  assert.equal((await post('{}')).status, 200)
  const cleo = post(long)
  await until(() => waiting() === 1)
  assert.equal((await post('{}')).status, 200)
  ada.destroy()
  assert.equal((await cleo).status, 200)
  assert.deepEqual(
    (await Promise.all([1, 2, 3, 4].map(() => post(long)))).map(({ status }) => status),
    [200, 200, 200, 200],
  )
  ben.destroy()
})

test('SEC-26: who finds no memory for a long body in time is told to come back', async (t) => {
  const { post, announce } = await startHolder(t, 200)
  const holders = [await announce(), await announce()]
  const response = await post(long)
  assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '2'])
  assert.equal(await codeOf(response), 'unavailable')
  for (const socket of holders) socket.destroy()
  assert.equal((await post(long)).status, 200)
})

test('SEC-20: a body is as long as its route takes, whether its length was said or not', async (t) => {
  const { post } = await startHolder(t)
  const streamed = (text: string) => post(new Blob([text]).stream(), { duplex: 'half' })
  assert.equal((await streamed(long)).status, 200)
  for (const send of [post, streamed]) {
    const response = await send(`${long} `).catch(() => undefined) // the answer may be lost when the line is closed
    if (response) assert.equal(await codeOf(response), 'body_too_large')
  }
})
