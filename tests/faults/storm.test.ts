import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '@snug/client'
import { API_PREFIX, getPhoto, type Message, pathOf, type RoomId, SIZES } from '@snug/contracts'
import type { House, Member } from '@snug/tools/house'
import { startTestHouse } from '../support/house.ts'
import { logIn } from '../support/person.ts'
import { dataUrlOf, phonePhoto } from '../support/pictures.ts'
import { prove } from './proof.ts'
import { dice, openRoom, seat, until } from './support.ts'
import { type Picture, Talker } from './talker.ts'

const CLIENTS = 50
const ROOMS = 10
const VICTIMS = ['chatroom', 'gateway', 'auth', 'file', 'mysql'] as const satisfies Member[]
/** What Snug promises: everybody is back so soon after the service is (REL-04). */
const BACK_MS = 5_000
/** For a machine that runs other tests at the same time; what counts is the figure that is printed. */
const LOADED_MS = 3_000
/** Talk before each death, and the pause of each talker between two messages. */
const TALK_MS = [500, 2_500] as const
const PAUSE_MS = [100, 400] as const
/** Each so many-th talker posts over REST too, and each so many-th sends pictures, which are larger work. */
const POSTS = 5
const PICTURES = 25

const rounds = Number(process.env.SNUG_FAULT_ROUNDS ?? VICTIMS.length)
const seed = Number(process.env.SNUG_FAULT_SEED ?? Date.now() % 1_000_000)

test('REL-01 REL-02 REL-03 REL-04 REL-06 REL-07 REL-11: whatever dies, nothing is lost, doubled or moved', async (t) => {
  console.log(`The same deaths again: SNUG_FAULT_SEED=${seed} SNUG_FAULT_ROUNDS=${rounds}`)
  const house = await startTestHouse(t, { ownServer: true, logLevel: 'error', print: tellDeaths })
  const talkers = await gather(house)
  const picture = { dataUrl: dataUrlOf(await phonePhoto(64, 48)) }
  const over = new AbortController()
  t.after(async () => {
    over.abort()
    for (const talker of talkers) talker.leave()
  })
  const talk = Promise.all(talkers.map((talker, number) => keepTalking(talker, number, picture, over.signal)))
  talk.catch(() => {}) // awaited when the deaths are over
  const random = dice(seed)
  const slowest = new Map<Member, number>()
  for (let round = 0; round < rounds; round++) {
    const victim = VICTIMS[round % VICTIMS.length] as (typeof VICTIMS)[number]
    const talkMs = between(TALK_MS, random())
    await sleep(talkMs)
    const { story, backMs } = await killOne(house, talkers, victim)
    console.log(`round ${round + 1}: ${victim} after ${seconds(talkMs)} s of talk, ${story}`)
    slowest.set(victim, Math.max(backMs, slowest.get(victim) ?? 0))
  }
  over.abort()
  await talk
  const stored = [...(await prove(talkers)).values()].flat()
  await provePictures(house, talkers, stored)
  console.log(`${stored.length} messages stored, ${ackedBy(talkers)} acknowledgements hold`)
  console.log(`slowest return: ${[...slowest].map(([victim, ms]) => `${victim} ${seconds(ms)} s`).join(', ')}`)
  for (const [victim, ms] of slowest) assert.ok(ms <= BACK_MS + LOADED_MS, `back ${seconds(ms)} s after ${victim} was`)
})

/** All people and rooms: each is in two rooms, so ten in each. */
async function gather({ url }: House): Promise<Talker[]> {
  const sessions = await seat(url, CLIENTS)
  const roomsOf = (number: number) => [number % ROOMS, (number + 1 + Math.floor(number / ROOMS)) % ROOMS]
  const roomIds: RoomId[] = []
  for (let room = 0; room < ROOMS; room++) {
    const [owner, ...guests] = sessions.filter((_, number) => roomsOf(number).includes(room))
    roomIds.push(await openRoom(owner as Session, guests))
  }
  const talkers = sessions.map((session, number) => {
    const mine = roomsOf(number).map((room) => roomIds[room] as RoomId)
    return new Talker(session, mine).arrive()
  })
  return Promise.all(talkers)
}

/** Says something now and then; not more in a room than waits there already. Resolves when all of it is through. */
async function keepTalking(talker: Talker, number: number, picture: Picture, over: AbortSignal): Promise<void> {
  for (let count = 0; !over.aborted; count++) {
    const roomId = talker.rooms[count % talker.rooms.length] as RoomId
    const text = `${number} says ${count}`
    if (talker.live.waiting(roomId).length === 0) talker.say(roomId, text)
    if (number % POSTS === 0 && count % 2 === 0) await talker.post(roomId, { text })
    if (number % PICTURES === 0 && count % 6 === 1) await talker.post(roomId, { text, attachments: [picture] })
    if (number % PICTURES === 1 && count % 6 === 1) await talker.show(roomId, picture)
    await sleep(between(PAUSE_MS, Math.random()))
  }
  await until(
    () => talker.rooms.every((roomId) => talker.live.waiting(roomId).length === 0),
    () => `${number} waits for answers`,
  )
}

/** @returns what happened, and how long after the return of the victim the last one was back, in ms */
async function killOne(house: House, talkers: Talker[], victim: (typeof VICTIMS)[number]) {
  const [acked, drops] = [ackedBy(talkers), dropsOf(talkers)]
  const killedAt = Date.now()
  await house.restart(victim)
  const returnedAt = Date.now()
  const meanwhile = ackedBy(talkers) - acked
  if (victim === 'auth' || victim === 'file') assert.ok(meanwhile > 0, `people talk on without ${victim}`)
  await Promise.all(talkers.map((talker) => talker.isBack(`after ${victim}`)))
  const backMs = Date.now() - returnedAt
  if (victim !== 'gateway') assert.equal(dropsOf(talkers), drops, `without ${victim} everybody keeps the line`)
  const story = `${acked} acked, ${meanwhile} more while away for ${seconds(returnedAt - killedAt)} s; all back after ${seconds(backMs)} s`
  return { story, backMs }
}

/** A message has its picture whole, or there is no message. */
async function provePictures({ url }: House, talkers: Talker[], messages: Message[]): Promise<void> {
  for (const { session } of talkers) {
    const photos = messages.flatMap(({ authorId, photos }) => (authorId === session.profile.id ? photos : []))
    if (photos.length === 0) continue
    const { headers = {} } = (await logIn(url, session.profile.username)).caller
    for (const { id: photoId } of photos)
      for (const variant of [...Object.keys(SIZES), 'clean']) {
        const path = pathOf(getPhoto.url, { photoId, variant })
        const response = await fetch(`${url}${API_PREFIX}${path}`, { headers })
        assert.equal(response.status, 200, path)
        assert.ok((await response.arrayBuffer()).byteLength > 0, path)
      }
  }
  assert.ok(messages.every(({ photos }) => photos.length <= 1))
}

/** The database warns of each connection that a dead service leaves. */
const tellDeaths = (line: string) => line.includes('[Warning]') || console.error(line)

const ackedBy = (talkers: Talker[]) => talkers.reduce((sum, { acked }) => sum + acked.length, 0)
const dropsOf = (talkers: Talker[]) => talkers.reduce((sum, { drops }) => sum + drops, 0)
const between = ([least, most]: readonly [number, number], part: number) => least + part * (most - least)
const seconds = (ms: number) => (ms / 1000).toFixed(1)
