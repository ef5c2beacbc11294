import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Caller,
  call,
  createRoom,
  deleteMe,
  deleteMessage,
  editMe,
  getMe,
  getPhoto,
  getProfile,
  getRoom,
  joinRoom,
  listMembers,
  listMessages,
  listRooms,
  listSessions,
  postMessage,
  type RoomId,
  refresh,
} from '@snug/contracts'
import { startTestHouse } from '../support/house.ts'
import { Line, logIn, newClientId, PASSWORD, type Person, signUp, stranger } from '../support/person.ts'

const say = ({ caller }: Person, roomId: RoomId, text: string) =>
  call(caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text } })
const history = async ({ caller }: Person, roomId: RoomId) =>
  (await call(caller, listMessages, { params: { roomId }, query: { limit: 200 } })).items
const leaveForGood = ({ caller }: Person, password = PASSWORD) => call(caller, deleteMe, { body: { password } })

/** A room of the first, in which the others are too. */
async function openRoom([owner, ...guests]: [Person, ...Person[]], visibility: 'public' | 'private' = 'public') {
  const { id: roomId } = await call(owner.caller, createRoom, { body: { name: 'The lake', visibility } })
  for (const { caller, profile } of guests) {
    const [by, profileId] = visibility === 'public' ? [caller, 'me' as const] : [owner.caller, profile.id]
    await call(by, joinRoom, { params: { roomId, profileId } })
  }
  return roomId
}

/** REL-13 gives the house this long, in ms. */
const PATIENCE_MS = 60_000

/** Tries until it holds; what is away for a moment is `unavailable` and nothing else. */
async function comesTrue(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const so = await isSo().catch((problem) => assert.equal(problem.code, 'unavailable'))
    if (so) return
  }
  assert.fail(`${what}: not within a minute`)
}

/** What becomes of what signed-in people ask, of every service that people ask. */
async function answersTo(caller: Caller, roomId: RoomId): Promise<string[]> {
  const asked = await Promise.allSettled([
    call(caller, getMe, {}),
    call(caller, editMe, { body: { bio: 'still here' } }),
    call(caller, deleteMe, { body: { password: PASSWORD } }),
    call(caller, listSessions, {}),
    call(caller, listRooms, { query: {} }),
    call(caller, listMessages, { params: { roomId }, query: {} }),
    call(caller, postMessage, { params: { roomId }, body: { clientId: newClientId(), text: 'still here' } }),
    call(caller, getPhoto, { params: { photoId: crypto.randomUUID(), variant: 'thumb' } }),
  ])
  return asked.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'done'))
}
const OUT = Array(8).fill('session_ended')

test('SEC-09 SEC-13: who deletes their account is out at once and everywhere, and leaves no word behind', async (t) => {
  const { url } = await startTestHouse(t)
  const [ada, ben] = [await signUp(url, 'ada'), await signUp(url, 'ben')]
  const phone = await logIn(url, 'ada')
  const [lake, hill] = [await openRoom([ada, ben]), await openRoom([ada, ben], 'private')]
  const alone = await openRoom([ada])
  for (const roomId of [lake, hill, alone]) {
    await say(ada, roomId, 'a secret')
    if (roomId !== alone) await say(ben, roomId, 'I keep it')
  }
  const lines = [await Line.open(url, ada), await Line.open(url, phone)]
  const heard = await Line.open(url, ben)
  heard.say({ type: 'subscribe', roomId: lake })
  await heard.hears('subscribed')

  await assert.rejects(leaveForGood(phone, 'not the password'), { code: 'wrong_password', status: 403 })
  assert.equal((await call(ada.caller, listSessions, {})).items.length, 2)
  await leaveForGood(phone)

  for (const line of lines) assert.equal((await line.closes()).code, 4401)
  for (const { caller, accessToken, refreshToken } of [ada, phone]) {
    assert.deepEqual(await answersTo(caller, lake), OUT)
    await assert.rejects(call(stranger(url), refresh, { body: { refreshToken } }), { code: 'refresh_refused' })
    const again = new Line(url, accessToken)
    assert.equal((await again.closes()).code, 1006, 'the handshake is refused')
  }
  await assert.rejects(logIn(url, 'ada'), { code: 'wrong_credentials' })
  await assert.rejects(call(ben.caller, getProfile, { params: { profileId: ada.profile.id } }), {
    code: 'profile_not_found',
  })

  await heard.hears('message_deleted', ({ roomId, seq }) => roomId === lake && seq === 1)
  await heard.hears('room_changed', ({ roomId }) => roomId === lake)
  for (const roomId of [lake, hill]) {
    const texts = async () => (await history(ben, roomId)).map(({ text }) => text)
    await comesTrue('her words are gone', async () => (await texts()).join() === ',I keep it')
    const { items } = await call(ben.caller, listMembers, { params: { roomId }, query: {} })
    assert.deepEqual(
      items.map(({ profileId, role }) => [profileId, role]),
      [[ben.profile.id, 'owner']],
    )
  }
  await assert.rejects(call(ben.caller, getRoom, { params: { roomId: alone } }), { code: 'room_not_found' })
  heard.socket.close()
})

test('SEC-09: who takes a name that became free inherits nothing', async (t) => {
  const { url } = await startTestHouse(t)
  const [ada, ben] = [await signUp(url, 'ada'), await signUp(url, 'ben')]
  const [lake, hill] = [await openRoom([ada, ben]), await openRoom([ben, ada], 'private')]
  for (const roomId of [lake, hill]) await say(ada, roomId, 'mine')
  await leaveForGood(ada)

  const another = await signUp(url, 'ada')
  assert.notEqual(another.profile.id, ada.profile.id)
  assert.equal((await call(another.caller, listSessions, {})).items.length, 1)
  assert.deepEqual((await call(another.caller, listRooms, { query: {} })).items, [])
  await assert.rejects(history(another, hill), { code: 'room_not_found' })
  await call(another.caller, joinRoom, { params: { roomId: lake, profileId: 'me' } })
  await comesTrue('her words are gone', async () => (await history(another, lake))[0]?.text === '')
  await assert.rejects(call(another.caller, deleteMessage, { params: { roomId: lake, seq: 1 } }), {
    code: 'not_allowed',
  })
  assert.deepEqual(await answersTo(ada.caller, lake), OUT)
})

test('REL-13: whichever service dies meanwhile, an account that was deleted is gone within a minute', async (t) => {
  const house = await startTestHouse(t)
  const [ada, ben] = [await signUp(house.url, 'ada'), await signUp(house.url, 'ben')]
  const [cleo, dan] = [await signUp(house.url, 'cleo'), await signUp(house.url, 'dan')]
  const roomId = await openRoom([cleo, ada, dan, ben])
  for (const who of [ada, dan, ben]) await say(who, roomId, 'hello')
  for (let lot = 0; lot < 10; lot++)
    await Promise.all(Array.from({ length: 80 }, (_, i) => say(cleo, roomId, `${lot} ${i}`)))
  const line = await Line.open(house.url, ben)
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')

  house.kill('chatroom') // before it could hear of it
  await leaveForGood(ada)
  await comesTrue('Ada is gone', () => isGone(ada))

  await leaveForGood(cleo)
  await line.hears('message_deleted', ({ seq }) => seq > 3)
  house.kill('chatroom') // in the middle of it
  await comesTrue('Cleo is gone', () => isGone(cleo))

  house.kill('auth', 'SIGSTOP')
  await leaveForGood(dan)
  house.kill('profile') // with the news not told
  house.kill('auth')
  await comesTrue('Dan is gone', () => isGone(dan))
  assert.deepEqual(await answersTo(dan.caller, roomId), OUT)

  const { items } = await call(ben.caller, listMembers, { params: { roomId }, query: {} })
  assert.deepEqual(
    items.map(({ profileId, role }) => [profileId, role]),
    [[ben.profile.id, 'owner']],
  )
  line.socket.close()

  /** Not among the members, and nothing of theirs to read: numbers 1 to 3, and then Cleo's. */
  async function isGone({ profile }: Person): Promise<boolean> {
    const { items: members } = await call(ben.caller, listMembers, { params: { roomId }, query: {} })
    if (members.some(({ profileId }) => profileId === profile.id)) return false
    for (let after = 0; ; ) {
      const page = await call(ben.caller, listMessages, { params: { roomId }, query: { after, limit: 200 } })
      if (page.items.some(({ authorId, text }) => authorId === profile.id && text !== '')) return false
      if (page.next === null) return true
      after = page.next
    }
  }
})
