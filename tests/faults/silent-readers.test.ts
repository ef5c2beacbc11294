import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '@snug/client'
import { CLOSE, MAX_TEXT, type RoomId } from '@snug/contracts'
import type { Member } from '@snug/tools/house'
import { startTestHouse } from '../support/house.ts'
import { Line, logIn } from '../support/person.ts'
import { prove } from './proof.ts'
import { openRoom, residentMiB, seat, until } from './support.ts'
import { Talker } from './talker.ts'

const PEOPLE = 10
const DEVICES = 10
const SILENT = PEOPLE * DEVICES
/** People who talk and read. */
const LIVELY = 5
/** Four bytes each on the wire. */
const LONG = '🏡'.repeat(MAX_TEXT)
/** Some 16 MB for each of them: more than the gateway keeps (1 MiB) and the kernel's buffers take (some 4 MB). */
const VOLUME = 1_000
/** A message is with everybody who reads within this of its author's sending it, whoever else sleeps. */
const PROMPT_MS = 5_000
/** UNSENT_BYTES of the gateway, for each silent reader. What a turn of the loop brings may come on top once. */
const KEPT_MIB = 1 * SILENT
/** What gateway and chatroom may grow by otherwise: a busy V8 collects its garbage late. */
const BUSY_MIB = 150
/** The gateway hangs up for good 5 s after its farewell. */
const REST_MS = 6_000
/** No close frame came: who sleeps through the farewell is cut. */
const CUT = 1006

/** One device that listens to a room, and from then on reads nothing at all. */
async function fallSilent(url: string, person: Parameters<typeof Line.open>[1], roomId: RoomId): Promise<Line> {
  const line = await Line.open(url, person)
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')
  line.socket.pause()
  return line
}

/** Reads what is there, without looking at it. @returns the code with which the line turns out to be closed */
async function wakeUp({ socket }: Line): Promise<number> {
  socket.removeAllListeners('message')
  const closed = once(socket, 'close')
  socket.resume()
  const [code] = await closed
  return code as number
}

/** Says its share of the volume, each when the one before is on every screen. @returns how long the slowest took, in ms */
async function talkAtLength(talker: Talker, roomId: RoomId, talkers: Talker[], afterEach: () => void): Promise<number> {
  let slowest = 0
  for (let count = 0; count < VOLUME / LIVELY; count++) {
    const saidAt = Date.now()
    const clientId = talker.say(roomId, LONG)
    await until(
      () => talkers.every(({ shown }) => shown.get(roomId)?.some((one) => one.clientId === clientId)),
      () => `${talker.session.profile.username} to be heard`,
    )
    slowest = Math.max(slowest, Date.now() - saidAt)
    afterEach()
  }
  return slowest
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

test('REL-17 SEC-42: a hundred who never read are let go, cost a bounded memory, and nobody else waits', async (t) => {
  const house = await startTestHouse(t, { logLevel: 'error' })
  const sessions = await seat(house.url, LIVELY + PEOPLE)
  const [owner, ...guests] = sessions as [Session, ...Session[]]
  const roomId = await openRoom(owner, guests)
  const talkers = await Promise.all(sessions.slice(0, LIVELY).map((session) => new Talker(session, [roomId]).arrive()))
  const sleepers: Line[] = []
  t.after(() => {
    for (const { socket } of sleepers) socket.terminate()
    for (const talker of talkers) talker.leave()
  })
  for (const { profile } of sessions.slice(LIVELY)) {
    const person = await logIn(house.url, profile.username)
    for (let device = 0; device < DEVICES; device++) sleepers.push(await fallSilent(house.url, person, roomId))
  }
  await Promise.all(talkers.map((talker) => talker.isBack('hello')))

  const memory = () => ['gateway', 'chatroom'].map((name) => residentMiB(house.pid(name as Member)))
  const before = memory()
  let peak = before
  const times = await Promise.all(
    talkers.map((talker) =>
      talkAtLength(talker, roomId, talkers, () => {
        peak = memory().map((mib, at) => Math.max(mib, peak[at] ?? 0))
      }),
    ),
  )
  const slowest = Math.max(...times)
  const codes = await Promise.all(sleepers.map(wakeUp))
  await sleep(REST_MS)
  const after = memory()
  console.log(`MiB of gateway and chatroom: ${before} before, ${peak} at most, ${after} afterwards`)
  const told = codes.filter((code) => code === CLOSE.tooSlow).length
  console.log(`${told} were closed with 1013, ${SILENT - told} cut; the slowest message took ${slowest} ms`)
  assert.ok(
    codes.every((code) => code === CLOSE.tooSlow || code === CUT),
    `closed with ${codes}`,
  )
  assert.ok(slowest < PROMPT_MS, `a message took ${slowest} ms`)
  const grown = sum(peak) - sum(before)
  assert.ok(grown < KEPT_MIB + BUSY_MIB, `${grown} MiB more`)
  await prove(talkers)
})
