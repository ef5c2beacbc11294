import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  call,
  deleteMessage,
  deleteRoom,
  editMessage,
  joinRoom,
  listMessages,
  MAX_REPLAY,
  type RoomId,
  removeMember,
  type ServerFrame,
} from '@snug/contracts'
import { sql } from 'kysely'
import { Feed, Gateway } from '../src/feed/feed.ts'
import { newClientId, newRoom, say, startChatroom } from './support.ts'

const seqsIn = (frames: { frame: ServerFrame }[]) =>
  frames.flatMap(({ frame }) => (frame.type === 'message' ? [frame.message.seq] : []))

test('a message reaches everyone listening, and its author an ack, in one feed message', async (t) => {
  const { newPerson, feed } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const gateway = await feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ada.id, roomId })
  await gateway.until((frame) => frame.type === 'subscribed')
  const clientId = newClientId()
  gateway.ask({ type: 'send', line: 1, profileId: ada.id, roomId, clientId, text: 'hello', photoIds: [] })
  await gateway.until((frame) => frame.type === 'ack')
  const [joined, news, ack] = gateway.heard
  assert.deepEqual(joined?.head, { to: 'line', line: 1, joins: roomId, seq: 0 })
  assert.deepEqual(news?.head, { to: 'room', roomId, seq: 1 })
  assert.ok(news?.frame.type === 'message' && news.frame.message.text === 'hello')
  assert.deepEqual(ack?.head, { to: 'line', line: 1, answers: [clientId] })
  assert.ok(ack?.frame.type === 'ack' && ack.frame.clientId === clientId && ack.frame.seq === 1)
})

for (const open of [false, true])
  test(`REL-04: who comes back${open ? ' to an open room' : ''} hears what they missed and then what is new, without hole or double, while others talk`, (t) =>
    comeBack(t, open))

/** @param open somebody has looked into the room, so that its newest messages are at hand */
async function comeBack(t: TestContext, open: boolean) {
  const { newPerson, feed } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  for (let i = 0; i < 120; i++) await say(ada, roomId, `before ${i}`)
  if (open) await call(ada.caller, listMessages, { params: { roomId }, query: {} })
  const gateway = await feed()
  let talking = true
  const talk = (async () => {
    while (talking) await Promise.all([say(ada, roomId, 'live'), say(ada, roomId, 'live')])
  })()
  for (let line = 1; line <= 20; line++)
    gateway.ask({ type: 'subscribe', line, profileId: ada.id, roomId, afterSeq: line * 5 })
  for (let line = 1; line <= 20; line++)
    await gateway.until((_, head) => head.to === 'line' && head.line === line && head.joins === roomId)
  talking = false
  await talk
  const last = await say(ada, roomId, 'the end')
  await gateway.until((frame) => frame.type === 'message' && frame.message.seq === last.seq)

  for (let line = 1; line <= 20; line++) {
    let joined = false
    const heard = gateway.heard.filter(({ head }) => {
      if (head.to === 'line' && head.line === line && head.joins) joined = true
      return (head.to === 'line' && head.line === line) || (joined && head.to === 'room')
    })
    const expected = Array.from({ length: last.seq - line * 5 }, (_, i) => line * 5 + 1 + i)
    assert.deepEqual(seqsIn(heard), expected, `line ${line}`)
  }
}

test('who missed too much is told from where to read', async (t) => {
  const { newPerson, feed, db } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const rows = Array.from({ length: MAX_REPLAY + 2 }, (_, i) => ({
    roomId,
    seq: i + 1,
    authorId: ada.id,
    clientId: newClientId(),
    text: 'x',
    photos: '[]',
    sentAt: new Date(),
    editedAt: null,
    deletedAt: null,
  }))
  await db.insertInto('messages').values(rows).execute()
  const gateway = await feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ada.id, roomId, afterSeq: 1 })
  await gateway.until((frame) => frame.type === 'subscribed')
  assert.deepEqual(
    gateway.heard.map(({ frame }) => frame),
    [
      { type: 'gap', roomId, fromSeq: 2 },
      { type: 'subscribed', roomId, seq: MAX_REPLAY + 2, revision: 0 },
    ],
  )
})

test('SEC-40: nobody listens to, speaks or types in a room that is not theirs', async (t) => {
  const { newPerson, feed } = await startChatroom(t)
  const [ada, eve] = [newPerson('ada'), newPerson('eve')]
  const closed = await newRoom(ada, { visibility: 'private' })
  const gateway = await feed()
  const clientId = newClientId()
  for (const roomId of [closed, crypto.randomUUID() as RoomId]) {
    gateway.heard.length = 0
    gateway.ask(
      { type: 'typing', profileId: eve.id, roomId },
      { type: 'subscribe', line: 7, profileId: eve.id, roomId },
      { type: 'send', line: 7, profileId: eve.id, roomId, clientId, text: 'hello', photoIds: [] },
    )
    const refused = await gateway.until((frame) => frame.type === 'problem' && frame.clientId === clientId)
    assert.ok(refused.type === 'problem' && refused.problem.code === 'room_not_found')
    assert.deepEqual(
      gateway.heard.map(({ frame }) => frame.type),
      ['problem', 'problem'],
    )
  }
})

test('edits, deletions and typing are heard; a removed member and a deleted room are let go', async (t) => {
  const { newPerson, feed } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  const gateway = await feed()
  gateway.ask({ type: 'subscribe', line: 1, profileId: ben.id, roomId })
  await gateway.until((frame) => frame.type === 'subscribed')

  const { seq } = await say(ada, roomId, 'helo')
  await call(ada.caller, editMessage, { params: { roomId, seq }, body: { text: 'hello' } })
  await call(ada.caller, deleteMessage, { params: { roomId, seq } })
  gateway.ask({ type: 'typing', profileId: ada.id, roomId })
  await gateway.until((frame) => frame.type === 'typing')
  const types = gateway.heard.map(({ frame }) => frame.type)
  assert.deepEqual(types, ['subscribed', 'message', 'message_edited', 'message_deleted', 'typing'])

  await call(ada.caller, removeMember, { params: { roomId, profileId: ben.id } })
  await gateway.until((frame, head) => frame.type === 'room_left' && head.to === 'person' && head.leaves === roomId)
  await call(ada.caller, deleteRoom, { params: { roomId } })
  await gateway.until((frame, head) => frame.type === 'room_left' && head.to === 'end')
  // Its owner does not listen there, and hears of it all the same.
  await gateway.until((_, head) => head.to === 'person' && head.profileId === ada.id && head.leaves === roomId)
})

test('REL-04: listeners are resumed in the end, even if the database is away when their gateway comes back', async (t) => {
  const { newPerson, feed, db } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  await say(ada, roomId, 'missed')
  const gateway = await feed()
  await sql`rename table messages to away`.execute(db)
  gateway.ask({ type: 'resume', roomId, afterSeq: 0, profileIds: [ada.id] })
  gateway.ask({ type: 'subscribe', line: 2, profileId: ada.id, roomId, afterSeq: 0 })
  await new Promise((resolve) => setTimeout(resolve, 200))
  await sql`rename table away to messages`.execute(db)
  await gateway.until((_, head) => head.to === 'line' && head.joins === roomId)
  await say(ada, roomId, 'new')
  await gateway.until((frame) => frame.type === 'message' && frame.message.seq === 2)
  assert.deepEqual(seqsIn(gateway.heard.filter(({ head }) => head.to === 'room')), [1, 2])
  assert.deepEqual(seqsIn(gateway.heard.filter(({ head }) => head.to === 'line')), [1])
})

test('what was read stays read: a smaller number is no news', async (t) => {
  const { newPerson, feed } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  for (let i = 0; i < 3; i++) await say(ada, roomId, `${i}`)
  const gateway = await feed()
  for (const seq of [2, 1, 2, 99]) {
    gateway.ask({ type: 'read', profileId: ada.id, roomId, seq })
    await new Promise((resolve) => setTimeout(resolve, 50)) // reads are not answered one by one
  }
  await gateway.until((frame) => frame.type === 'read' && frame.seq === 3)
  assert.deepEqual(
    gateway.heard.flatMap(({ frame }) => (frame.type === 'read' ? [frame.seq] : [])),
    [2, 3],
  )
})

/** A gateway's socket that notes what is done with it. */
const stub = (did: string[] = []) => ({
  bufferedAmount: 0,
  readyState: 1 as const,
  send: () => void did.push('sent'),
  terminate: () => void did.push('let go'),
})

test('whoever waits for the news to leave waits for each gateway that has some, but for none that is mute or gone', async () => {
  const feed = new Feed()
  const [quick, mute, idle] = [new Gateway(stub()), new Gateway(stub()), new Gateway(stub())]
  for (const gateway of [quick, mute, idle]) feed.add(gateway)
  await feed.told() // no news, nobody to wait for
  feed.toLine(quick, 1, [Buffer.from('x')])
  let told = false
  const waiting = feed.told().then(() => {
    told = true
  })
  await new Promise(setImmediate)
  assert.equal(told, false)
  quick.told()
  await waiting
  for (const gateway of [quick, mute]) feed.toLine(gateway, 1, [Buffer.from('x')])
  const both = feed.told()
  quick.told()
  feed.remove(mute)
  await both
  feed.add(mute)
  feed.toLine(mute, 1, [Buffer.from('x')])
  await feed.told() // in the end
})

test('SEC-36: replays go a page a turn, and wait for a gateway that has much to read', async () => {
  const socket = { ...stub(), bufferedAmount: 100 * 1024 * 1024 }
  const gateway = new Gateway(socket)
  const done: number[] = []
  const replays = [1, 2, 3].map((n) => gateway.turn().then(() => done.push(n)))
  await new Promise((resolve) => setTimeout(resolve, 60))
  assert.deepEqual(done, [])
  socket.bufferedAmount = 0
  await Promise.all(replays)
  assert.deepEqual(done, [1, 2, 3])
})

test('REL-08: a gateway that reads nothing is let go before it fills the house', async () => {
  const feed = new Feed()
  const did: string[] = []
  const socket = stub(did)
  const gateway = new Gateway(socket)
  feed.add(gateway)
  for (const bufferedAmount of [0, 100 * 1024 * 1024]) {
    socket.bufferedAmount = bufferedAmount
    feed.toLine(gateway, 1, [Buffer.from('x')])
    await new Promise(setImmediate)
  }
  assert.deepEqual(did, ['sent', 'let go'])
})

test('REL-04: a gateway that was cut off hears what its people missed, and loses who left meanwhile', async (t) => {
  const { newPerson, feed } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const roomId = await newRoom(ada)
  for (let i = 0; i < 5; i++) await say(ada, roomId, `${i}`)
  const gateway = await feed()
  gateway.ask({ type: 'resume', roomId, afterSeq: 2, profileIds: [ada.id, ben.id] })
  await gateway.until((frame) => frame.type === 'message' && frame.message.seq === 5)
  await say(ada, roomId, 'new')
  await gateway.until((frame) => frame.type === 'message' && frame.message.seq === 6)
  assert.deepEqual(seqsIn(gateway.heard), [3, 4, 5, 6])
  assert.deepEqual(
    gateway.heard.flatMap(({ head }) => (head.to === 'person' ? [head] : [])),
    [{ to: 'person', profileId: ben.id, leaves: roomId }],
  )
  // Who subscribes in the same breath hears what was missed once, and not again with the others.
  const late = await feed()
  late.ask(
    { type: 'resume', roomId, afterSeq: 0, profileIds: [ada.id] },
    { type: 'subscribe', line: 2, profileId: ada.id, roomId, afterSeq: 4 },
  )
  await late.until((frame) => frame.type === 'subscribed')
  const joinedAt = late.heard.findIndex(({ frame }) => frame.type === 'subscribed')
  assert.equal(late.heard.findLastIndex(({ head }) => head.to === 'room') < joinedAt, true)
  assert.deepEqual(seqsIn(late.heard.filter(({ head }) => head.to === 'line')), [5, 6])
  const gone = crypto.randomUUID() as RoomId
  gateway.ask({ type: 'resume', roomId: gone, afterSeq: 2, profileIds: [ada.id] })
  await gateway.until((frame, head) => head.to === 'end' && frame.type === 'room_left' && frame.roomId === gone)
})
