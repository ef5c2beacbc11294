import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  addReaction,
  call,
  createRoom,
  deleteMessage,
  getMessage,
  inviteMember,
  listMembers,
  listMessages,
  listPhotoMonths,
  postMessage,
  removeReaction,
} from '@snug/contracts'
import { startTestHouse } from '../support/house.ts'
import { Line, newClientId, type Person, signUp } from '../support/person.ts'
import { dataUrlOf, phonePhoto } from '../support/pictures.ts'

const { url } = await startTestHouse({ after })
const [ada, ben] = [await signUp(url, 'ada'), await signUp(url, 'ben')]

/** A room of ada and ben. */
async function newRoom() {
  const { id } = await call(ada.caller, createRoom, { body: { name: 'The lake' } })
  await call(ada.caller, inviteMember, { params: { roomId: id }, body: { username: 'ben' } })
  return id
}

async function openLine(who: Person, roomId: Awaited<ReturnType<typeof newRoom>>) {
  const line = await Line.open(url, who)
  line.say({ type: 'subscribe', roomId })
  await line.hears('subscribed')
  return line
}

test('a question is answered, liked and, when it was deleted, to be read nowhere', async () => {
  const roomId = await newRoom()
  const [a, b] = [await openLine(ada, roomId), await openLine(ben, roomId)]
  a.say({ type: 'send', roomId, clientId: newClientId(), text: 'Swim at noon?', photoIds: [] })
  const { message: question } = await b.hears('message')
  b.say({ type: 'send', roomId, clientId: newClientId(), text: 'Yes!', photoIds: [], replyTo: question.seq })
  const { message: answer } = await a.hears('message', ({ message }) => message.text === 'Yes!')
  assert.deepEqual([question.replyTo, answer.replyTo], [null, question.seq])

  const one = { roomId, seq: question.seq }
  for (const emoji of ['👍🏽', '🏊‍♀️']) await call(ben.caller, addReaction, { params: { ...one, emoji } })
  const { reactions } = await call(ben.caller, removeReaction, { params: { ...one, emoji: '👍🏽' } })
  assert.deepEqual(reactions, [{ emoji: '🏊‍♀️', count: 1, by: [ben.profile.id] }])
  await a.hears('reactions', (frame) => frame.reactions.length === 1 && frame.reactions[0]?.emoji === '🏊‍♀️')

  await call(ada.caller, deleteMessage, { params: one })
  const gone = await call(ben.caller, getMessage, { params: one })
  assert.ok(gone.deletedAt)
  assert.deepEqual([gone.text, gone.reactions], ['', []])
  const { items } = await call(ben.caller, listMessages, { params: { roomId }, query: {} })
  assert.ok(!JSON.stringify(items).includes('Swim'))
  for (const line of [a, b]) line.socket.close()
})

test('two people see each other come and go, and how far each has read, unless they do not like to be seen', async () => {
  const roomId = await newRoom()
  const [a, b] = [await openLine(ada, roomId), await openLine(ben, roomId)]
  const here = (...people: Person[]) => people.map(({ profile }) => profile.id).join()
  a.say({ type: 'appear', here: true })
  await b.hears('presence', (frame) => frame.here.join() === here(ada))
  b.say({ type: 'appear', here: true })
  await a.hears('presence', (frame) => frame.here.join() === here(ada, ben))
  const late = await openLine(ben, roomId)
  await late.hears('presence', (frame) => frame.here.join() === here(ada, ben))
  a.say({ type: 'appear', here: false })
  await b.hears('presence', (frame) => frame.here.join() === here(ben))

  a.say({ type: 'send', roomId, clientId: newClientId(), text: 'Look', photoIds: [] })
  const { seq } = await a.hears('ack')
  b.say({ type: 'read', roomId, seq })
  assert.equal((await a.hears('seen')).profileId, ben.profile.id)
  a.say({ type: 'read', roomId, seq, quiet: true })
  await a.hears('read')
  const { items } = await call(ada.caller, listMembers, { params: { roomId }, query: {} })
  assert.deepEqual(
    items.map(({ profileId, seenSeq }) => [profileId, seenSeq]),
    [
      [ada.profile.id, 0],
      [ben.profile.id, seq],
    ],
  )
  assert.ok(!b.heard.some((frame) => frame.type === 'seen' && frame.profileId === ada.profile.id))
  for (const line of [a, b, late]) line.socket.close()
})

test('the pictures of a room are found among all that was said', async () => {
  const roomId = await newRoom()
  const say = (text: string, pictures: { dataUrl: string }[] = []) =>
    call(ada.caller, postMessage, {
      params: { roomId },
      body: { clientId: newClientId(), text, ...(pictures.length > 0 && { attachments: pictures }) },
    })
  const picture = { dataUrl: dataUrlOf(await phonePhoto()) }
  await say('Look')
  await say('The lake', [picture, picture])
  await say('Nice')
  await say('And the hill', [picture])
  await say('Yes')

  const page = await call(ben.caller, listMessages, { params: { roomId }, query: { with: 'photos', limit: 1 } })
  assert.deepEqual([page.items.map(({ text }) => text), page.prev, page.next], [['And the hill'], 4, null])
  const before = await call(ben.caller, listMessages, { params: { roomId }, query: { with: 'photos', before: 4 } })
  assert.deepEqual([before.items.map(({ text }) => text), before.prev, before.next], [['The lake'], null, 2])
  const months = await call(ben.caller, listPhotoMonths, { params: { roomId } })
  assert.equal(
    months.items.reduce((sum, { photos }) => sum + photos, 0),
    3,
  )
  assert.equal(months.items[0]?.lastSeq, 4)
})
