import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Session } from '@snug/client'
import { describePhoto, type PhotoId, postMessage, type RoomId, reserveUploads } from '@snug/contracts'
import { storageCheck } from '@snug/tools/house'
import { Upload } from 'tus-js-client'
import { startTestHouse } from '../support/house.ts'
import { newClientId } from '../support/person.ts'
import { phonePhoto } from '../support/pictures.ts'
import { dice, history, openRoom, seat } from './support.ts'

const ROUNDS = Number(process.env.SNUG_FAULT_ROUNDS ?? 2)
const SEED = Number(process.env.SNUG_FAULT_SEED ?? Date.now() % 1_000_000)
const PEOPLE = 5
/** Pictures of one person in a round. */
const PICTURES = 10
/** Tries of a client, and the pause between them in ms: a service is back within seconds. */
const PAUSES_MS = [200, 500, 1_000, 2_000, 3_000, 5_000, 5_000, 5_000]
/** A round takes at least so long, in ms: what dies again within ten seconds of its start the house gives up on. */
const ROUND_MS = 6_000
/** A picture is ready this long, in ms, after its last byte was taken, whatever died meanwhile. */
const READY_MS = 60_000

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** Until it goes well: a service that is away for a moment is no news here. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await work()
    } catch {
      await sleep(pause)
    }
  }
  return work()
}

/** Says a message with pictures to come and sends their bytes, three at a time, as a client does that loses nothing. */
async function post(url: string, person: Session, roomId: RoomId, pictures: Buffer[]): Promise<PhotoId[]> {
  const promised = pictures.map((bytes) => ({ bytes: bytes.length, sha256: sha256(bytes) }))
  const { uploads } = await persist(() =>
    person.call(reserveUploads, { params: { roomId }, body: { uploads: promised } }),
  )
  const photoIds = uploads.map(({ photo }) => photo.id)
  const body = { clientId: newClientId(), photoIds }
  await persist(() => person.call(postMessage, { params: { roomId }, body }))
  const left = uploads.entries()
  const sendSome = async () => {
    for (const [i, upload] of left)
      if (upload.url) await send(url + upload.url, await person.headers(), pictures[i] as Buffer)
  }
  await Promise.all([sendSome(), sendSome(), sendSome()])
  return photoIds
}

function send(uploadUrl: string, headers: Record<string, string>, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      uploadUrl,
      headers,
      chunkSize: 20_000,
      retryDelays: PAUSES_MS,
      onShouldRetry: () => true,
      onSuccess: () => resolve(),
      onError: reject,
    }).start()
  })
}

test('REL-11: the file service and the database may die in the middle of uploads; all finish, and rows and files match', async (t) => {
  const house = await startTestHouse(t, { ownServer: true })
  const people = await seat(house.url, PEOPLE)
  const roomId = await openRoom(people[0] as Session, people.slice(1))
  const roll = dice(SEED)
  let painted = 0
  for (let round = 1; round <= ROUNDS; round++) {
    const victim = round % 2 === 1 ? 'file' : 'mysql'
    const pictures = await Promise.all(
      people.map(() => Promise.all(Array.from({ length: PICTURES }, () => phonePhoto(900, 600, 0.37 * painted++)))),
    )
    const began = Date.now()
    const posting = Promise.all(people.map((person, i) => post(house.url, person, roomId, pictures[i] as Buffer[])))
    const delay = 100 + roll() * 1_500
    await sleep(delay)
    await house.restart(victim)
    const ids = (await posting).flat()
    for (const photoId of ids) {
      const ready = async () =>
        (await (people[0] as Session).call(describePhoto, { params: { photoId } })).state === 'ready'
      for (const end = Date.now() + READY_MS; !(await persist(ready)); await sleep(50))
        assert.ok(Date.now() < end, `${photoId} is not ready`)
    }
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    t.diagnostic(
      `round ${round}: ${victim} killed after ${Math.round(delay)} ms; ${ids.length} pictures ready after ${seconds} s`,
    )
    await sleep(Math.max(0, began + ROUND_MS - Date.now()))
  }
  const messages = await history(people[0] as Session, roomId)
  const photos = messages.flatMap((message) => message.photos)
  assert.deepEqual([messages.length, photos.length], [ROUNDS * PEOPLE, ROUNDS * PEOPLE * PICTURES])
  // The last news of a picture may still be on its way from file to chatroom.
  await sleep(1_500)
  for (const photo of (await history(people[0] as Session, roomId)).flatMap((message) => message.photos))
    assert.equal(photo.state, 'ready')
  const check = promisify(execFile)(process.execPath, [storageCheck, '--all'], {
    env: { ...process.env, SNUG_DATA_DIR: house.dataDir },
  })
  const { stdout } = await check.catch((error) => error)
  t.diagnostic(stdout.trim())
  assert.match(stdout, /pictures checked; rows and files match/)
  t.diagnostic(`seed ${SEED}`)
})
