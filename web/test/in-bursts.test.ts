import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBursts } from '../src/session/in-bursts.ts'

/** A socket whose other end is the test, and what was heard of it so far. */
function openSocket() {
  const socket = { send: () => {}, close: () => {} } as unknown as WebSocket
  const burst = inBursts(socket)
  const heard: string[] = []
  burst.onmessage = ({ data }) => void heard.push(data)
  burst.onclose = () => void heard.push('closed')
  const say = (data: string) => socket.onmessage?.call(socket, new MessageEvent('message', { data }))
  const end = () => socket.onclose?.call(socket, new Event('close') as CloseEvent)
  const untilHeard = async (count: number) => {
    while (heard.length < count) await new Promise((done) => setImmediate(done))
  }
  return { heard, say, end, untilHeard }
}

test('frames that come at once are heard together, and in order', async () => {
  const { heard, say, end, untilHeard } = openSocket()
  say('a')
  say('b')
  assert.deepEqual(heard, [])
  await untilHeard(1)
  assert.deepEqual(heard, ['a', 'b'])
  say('c')
  await untilHeard(3)
  end()
  assert.deepEqual(heard, ['a', 'b', 'c', 'closed'])
})

test('what came before the end is heard before it', () => {
  const { heard, say, end } = openSocket()
  say('last words')
  end()
  assert.deepEqual(heard, ['last words', 'closed'])
})
