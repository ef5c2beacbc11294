import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { call, createRoom, findProfiles, getMe, listMessages, postMessage, type RoomId } from '@snug/contracts'
import { startTestHouse } from '../support/house.ts'
import { Line, newClientId, type Person, signUp } from '../support/person.ts'

const say = (who: Person, roomId: RoomId, text: string) =>
  call(who.caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })

/** Ada, in a room of hers, listening. */
async function adaAtTheLake({ url }: { url: string }) {
  const ada = await signUp(url, 'ada')
  const { id: roomId } = await call(ada.caller, createRoom, { body: { name: 'The lake' } })
  const line = await Line.open(url, ada)
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')
  return { ada, roomId, line }
}

/** Tries until it works; what is away for a moment is `unavailable` and nothing else. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      assert.equal((error as { code: string }).code, 'unavailable')
      if (tries > 100) throw error
      await sleep(100)
    }
  }
}

test('REL-06: what needs a lost service answers 503 soon, and the rest goes on', async (t) => {
  const house = await startTestHouse(t)
  const { ada, roomId, line } = await adaAtTheLake(house)

  house.kill('profile', 'SIGSTOP')
  const response = await fetch(`${house.url}/api/v1/me`, { headers: ada.caller.headers ?? {} })
  assert.equal(response.status, 503)
  assert.ok(Number(response.headers.get('retry-after')) > 0)
  assert.equal((await say(ada, roomId, 'hello?')).seq, 1)
  await line.hears('message')
  house.kill('profile', 'SIGCONT')
  await again(() => call(ada.caller, getMe, {}))
  line.socket.close()
})

test('REL-04: a restart of chatroom drops nobody and loses nothing', async (t) => {
  const house = await startTestHouse(t)
  const { ada, roomId, line } = await adaAtTheLake(house)
  await say(ada, roomId, 'before')
  house.kill('chatroom')
  await again(() => call(ada.caller, findProfiles, { query: { username: 'ada' } }))
  const clientId = newClientId()
  const { seq } = await again(() =>
    call(ada.caller, postMessage, { params: { roomId }, body: { clientId, text: 'after' } }),
  )
  assert.equal(seq, 2)
  await line.hears('message', ({ message }) => message.seq === 2)
  line.say({ type: 'send', roomId, clientId: newClientId(), text: 'over the same line', photoIds: [] })
  await line.hears('ack')
  await line.hears('message', ({ message }) => message.seq === 3)
  const seqs = line.heard.flatMap((frame) => (frame.type === 'message' ? [frame.message.seq] : []))
  assert.deepEqual(seqs, [1, 2, 3])
  assert.equal(line.closed, undefined)
  line.socket.close()
})

test('REL-07: when the database goes away and comes back, nothing needs a restart and nothing is lost', async (t) => {
  const house = await startTestHouse(t, { ownServer: true })
  const { ada, roomId, line } = await adaAtTheLake(house)
  const pids = (['profile', 'auth', 'chatroom', 'file', 'gateway'] as const).map((name) => house.pid(name))
  const confirmed = [await say(ada, roomId, 'before')]

  house.kill('mysql')
  await assert.rejects(say(ada, roomId, 'lost?'), { code: 'unavailable' })
  await assert.rejects(call(ada.caller, getMe, {}), { code: 'unavailable' })
  confirmed.push(await again(() => say(ada, roomId, 'after')))
  await again(() => call(ada.caller, getMe, {}))

  const { items } = await again(() => call(ada.caller, listMessages, { params: { roomId }, query: {} }))
  for (const message of confirmed)
    assert.deepEqual(
      items.find(({ seq }) => seq === message.seq),
      message,
    )
  await line.hears('message', ({ message }) => message.seq === confirmed[1]?.seq)
  assert.deepEqual(
    (['profile', 'auth', 'chatroom', 'file', 'gateway'] as const).map((name) => house.pid(name)),
    pids,
  )
  line.socket.close()
})
