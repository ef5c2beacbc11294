import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newClientId, type Session } from '@snug/client'
import { type Caller, type ClientId, pathOf, postMessage, type RoomId, type ServerFrame } from '@snug/contracts'
import { SERVICES } from '@snug/tools/house'
import { startTestHouse } from '../support/house.ts'
import { Line, logIn } from '../support/person.ts'
import { prove } from './proof.ts'
import { openRoom, seat, until } from './support.ts'
import { Talker } from './talker.ts'

const STALL_MS = 10_000
/** Everybody who speaks knows within this what became of it: 3 s of the promise (REL-08), and a loaded machine's share. */
const ANSWER_MS = 5_000
const PAUSE_MS = 500
const TALKERS = 10

type Answer = Extract<ServerFrame, { type: 'ack' | 'problem' }>

/** Says it. A problem, if there is one, is of those that pass. @returns what the answer was, and how long it took */
async function ask(line: Line, roomId: RoomId, clientId: ClientId): Promise<{ type: Answer['type']; ms: number }> {
  const saidAt = Date.now()
  const earlier = line.heard.length
  line.say({ type: 'send', roomId, clientId, text: 'over the bare line', photoIds: [] })
  const isAnswer = (frame: ServerFrame): frame is Answer =>
    (frame.type === 'ack' || frame.type === 'problem') && frame.clientId === clientId
  const answer = () => line.heard.slice(earlier).find(isAnswer)
  await until(
    () => answer() !== undefined,
    () => 'an answer over the line',
  )
  const { type, ...more } = answer() as Answer
  const ms = Date.now() - saidAt
  assert.ok(ms < ANSWER_MS, `${type} after ${ms} ms`)
  if ('problem' in more) assert.equal(more.problem.code, 'unavailable')
  return { type, ms }
}

/** The same over REST, without a deadline of our own. */
async function post({ baseUrl, headers = {} }: Caller, roomId: RoomId, clientId: ClientId): Promise<number> {
  const saidAt = Date.now()
  const response = await fetch(`${baseUrl}${pathOf(postMessage.url, { roomId })}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, text: 'over REST' }),
  })
  await response.arrayBuffer()
  const ms = Date.now() - saidAt
  assert.ok(ms < ANSWER_MS, `status ${response.status} after ${ms} ms`)
  assert.ok(response.status === 201 || response.status === 503, `status ${response.status}`)
  if (response.status === 503) assert.ok(Number(response.headers.get('retry-after')) > 0)
  return response.status
}

/** Says something new every now and then, and all that was not taken again until it is. @returns what it said */
async function speakUp(over: AbortSignal, say: (clientId: ClientId) => Promise<boolean>) {
  const all: ClientId[] = []
  const open = new Set<ClientId>()
  const trySaying = async (clientId: ClientId) => {
    if (await say(clientId)) open.delete(clientId)
  }
  const tries: Promise<void>[] = []
  while (!over.aborted) {
    const clientId = newClientId()
    all.push(clientId)
    open.add(clientId)
    tries.push(trySaying(clientId))
    await sleep(PAUSE_MS)
  }
  await Promise.all(tries)
  while (open.size > 0) await Promise.all([...open].map(trySaying))
  return all
}

test('REL-07 REL-08: while the database stands still all are answered, and afterwards nothing is lost or doubled', async (t) => {
  const house = await startTestHouse(t, { ownServer: true, logLevel: 'error' })
  const sessions = await seat(house.url, TALKERS + 1)
  const [owner, ...guests] = sessions as [Session, ...Session[]]
  const roomId = await openRoom(owner, guests)
  const talkers = await Promise.all(sessions.map((session) => new Talker(session, [roomId]).arrive()))
  const ada = await logIn(house.url, owner.profile.username)
  const line = await Line.open(house.url, ada)
  const over = new AbortController()
  t.after(async () => {
    over.abort()
    line.socket.close()
    for (const talker of talkers) talker.leave()
  })
  await Promise.all(talkers.map((talker) => talker.isBack('before')))
  const pids = SERVICES.map((name) => house.pid(name))

  const answers: Awaited<ReturnType<typeof ask>>[] = []
  const bare = speakUp(over.signal, async (clientId) => {
    const answer = await ask(line, roomId, clientId)
    answers.push(answer)
    return answer.type === 'ack'
  })
  const rest = speakUp(over.signal, async (clientId) => (await post(ada.caller, roomId, clientId)) === 201)
  await sleep(PAUSE_MS)
  house.kill('mysql', 'SIGSTOP')
  for (const end = Date.now() + STALL_MS; Date.now() < end; await sleep(PAUSE_MS))
    for (const talker of talkers) talker.say(roomId, 'while it stands still')
  house.kill('mysql', 'SIGCONT')
  await Promise.all(talkers.map((talker) => talker.isBack('after')))
  over.abort()
  const said = (await Promise.all([bare, rest])).flat()

  const messages = [...(await prove(talkers)).values()].flat()
  for (const clientId of said) assert.equal(messages.filter((message) => message.clientId === clientId).length, 1)
  const later = answers.filter(({ type }) => type === 'problem')
  assert.ok(later.length > 0 && answers.at(-1)?.type === 'ack')
  assert.equal(line.closed, undefined)
  assert.deepEqual(
    talkers.map(({ drops }) => drops),
    talkers.map(() => 0),
    'everybody keeps the line',
  )
  assert.deepEqual(
    SERVICES.map((name) => house.pid(name)),
    pids,
  )
  const slowest = Math.max(...answers.map(({ ms }) => ms)) / 1000
  console.log(
    `${messages.length} messages stored; ${later.length} of ${answers.length} answers were "later", the slowest after ${slowest.toFixed(1)} s`,
  )
})
