import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inBursts } from '../src/session/in-bursts.ts'

const turn = () => new Promise((done) => setTimeout(done, 5))

/** A socket whose other end is the test, and what was heard of it, turn by turn. */
function openSocket() {
  const socket = { send: () => {}, close: () => {} } as unknown as WebSocket
  const burst = inBursts(socket)
  const heard: string[] = []
  burst.onmessage = ({ data }) => void heard.push(data)
  burst.onclose = () => void heard.push('closed')
  const say = (data: string) => socket.onmessage?.call(socket, new MessageEvent('message', { data }))
  const end = () => socket.onclose?.call(socket, new Event('close') as CloseEvent)
  return { burst, heard, say, end }
}

test('frames that come at once are heard together, and in order', async () => {
  const { heard, say, end } = openSocket()
  say('a')
  say('b')
  assert.deepEqual(heard, [])
  await turn()
  assert.deepEqual(heard, ['a', 'b'])
  say('c')
  await turn()
  end()
  assert.deepEqual(heard, ['a', 'b', 'c', 'closed'])
})

test('what came before the end is heard before it', () => {
  const { heard, say, end } = openSocket()
  say('last words')
  end()
  assert.deepEqual(heard, ['last words', 'closed'])
})
