import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Session } from '@snug/client'
import { MAX_REPLAY, MAX_TEXT, type RoomId } from '@snug/contracts'
import { startTestHouse } from '../support/house.ts'
import { PASSWORD } from '../support/person.ts'
import { prove } from './proof.ts'
import { Relay } from './relay.ts'
import { openRoom, residentMiB, seat, until } from './support.ts'
import { Talker } from './talker.ts'

/**
 * The client waits 15 s for an answer and 5 s for a sign of life, and dials. Node may do so over a connection it had kept
 * from a request before, dead as the others: another 10 s until it gives that up. Then the 5 s of every return, twice
 * for a loaded machine.
 */
const NOTICE_MS = 45_000
/** Four bytes each on the wire. */
const LONG = '🏡'.repeat(MAX_TEXT)
/** Some 7 MB: more than the gateway keeps (1 MiB) and the kernel's buffers take (some 4 MB), and no more than is replayed. */
const VOLUME = MAX_REPLAY - 50

/** Somebody whose live line goes through a network of their own. */
async function behindRelay(t: TestContext, house: string, session: Session, roomId: RoomId) {
  const relay = await Relay.open(t, house)
  const { dial } = await Session.logIn(relay.url, { login: session.profile.username, password: PASSWORD })
  return { relay, talker: await new Talker(session, [roomId], dial).arrive() }
}

test('REL-02 REL-04 SEC-42: a network that vanishes without a word costs time, no message and no memory', async (t) => {
  const house = await startTestHouse(t, { logLevel: 'error' })
  const sessions = (await seat(house.url, 3)) as [Session, Session, Session]
  const roomId = await openRoom(sessions[0], sessions.slice(1))
  const cleo = await new Talker(sessions[0], [roomId]).arrive()
  const ada = await behindRelay(t, house.url, sessions[1], roomId)
  const ben = await behindRelay(t, house.url, sessions[2], roomId)
  const all = [cleo, ada.talker, ben.talker]
  t.after(() => {
    for (const talker of all) talker.leave()
  })
  await Promise.all(all.map((talker) => talker.isBack('hello')))

  const vanishedAt = Date.now()
  ada.relay.vanish()
  ada.talker.say(roomId, 'this one never arrives')
  ben.relay.loseAnswers()
  const unanswered = ben.talker.say(roomId, 'this one arrives, and its answer does not')
  const cleoShows = (clientId: string) => cleo.shown.get(roomId)?.some((shown) => shown.clientId === clientId) === true
  await until(
    () => cleoShows(unanswered),
    () => 'what Ben said',
  )
  ben.relay.vanish()

  const before = residentMiB(house.pid('gateway'))
  for (let count = 0; count < VOLUME; count++) cleo.say(roomId, LONG)
  await until(
    () => cleo.live.waiting(roomId).length === 0,
    () => 'Cleo to be heard',
    120_000,
  )
  const after = residentMiB(house.pid('gateway'))
  const said = VOLUME * Buffer.byteLength(LONG)
  const remains = (await Promise.all([ada.relay.remains(), ben.relay.remains()])).flat()
  assert.equal(remains.length, 2, 'two lines died')
  for (const { bytes } of remains) assert.ok(bytes < said, 'the house hung up before the end')

  await until(
    () => all.every(({ isOpen, live }) => isOpen && live.waiting(roomId).length === 0),
    () => `the lines are ${all.map(({ live }) => live.line.get().kind).join(', ')}`,
    vanishedAt + NOTICE_MS - Date.now(),
  )
  const noticed = Date.now() - vanishedAt
  await prove(all)
  assert.deepEqual(
    all.map(({ drops }) => drops),
    [0, 1, 1],
  )
  const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
  for (const { bytes, toldWhy } of remains)
    console.log(
      `of ${mib(said)} MiB the house sent ${mib(bytes)} into a dead line, then hung up${toldWhy ? ' with 1013' : ''}`,
    )
  console.log(
    `gateway: ${before} MiB before, ${after} MiB after; both back ${(noticed / 1000).toFixed(1)} s after the network vanished`,
  )
})
