import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Message, ProfileId, RoomId } from '@snug/contracts'
import { migrate, openDatabase } from '@snug/service-kit/database'
import { freshDatabase } from '@snug/service-kit/testing'
import { sql } from 'kysely'
import type { Tables } from '../src/database.ts'
import { Ledger } from '../src/messages/ledger.ts'
import { LiveRooms } from '../src/rooms/live-rooms.ts'
import { addRoom } from '../src/rooms/queries.ts'
import { newClientId } from './support.ts'

/** A ledger with a room of ada's, and a second connection that can hold the database up. */
async function openLedger(t: TestContext, LEDGER_TIMEOUT_MS = 2_000, told = async () => {}) {
  const url = await freshDatabase(t)
  await migrate(url, `${import.meta.dirname}/../migrations`)
  const [db, other] = [openDatabase<Tables>(url, 3), openDatabase<Tables>(url, 1)]
  t.after(async () => {
    await db.destroy()
    await other.destroy()
  })
  const rooms = new LiveRooms(db, LEDGER_TIMEOUT_MS)
  const published: Message[] = []
  const waiting = new Set<() => void>()
  const listeners = {
    said: (_: unknown, messages: readonly Message[]) => {
      published.push(...messages)
      for (const check of waiting) check()
    },
    told,
  }
  const ledger = new Ledger(db, rooms, { LEDGER_QUEUE: 10_000, LEDGER_TIMEOUT_MS }, listeners)
  const [roomId, ada] = [crypto.randomUUID() as RoomId, crypto.randomUUID() as ProfileId]
  await addRoom(db, { id: roomId, name: 'Lake', topic: '', visibility: 'public', createdAt: new Date() }, ada)
  const draft = (text: string) => ({ roomId, authorId: ada, clientId: newClientId(), text, photos: [] })
  /** A row that another transaction has written, until it is told how it ends. */
  async function holding(seq: number) {
    const transaction = await other.startTransaction().execute()
    await transaction
      .insertInto('messages')
      .values({ ...draft('held'), seq, photos: '[]', sentAt: new Date(), editedAt: null, deletedAt: null })
      .execute()
    return transaction
  }
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => fits() && resolve()
      waiting.add(check)
      check()
    })
  return { db, other, rooms, ledger, published, roomId, ada, draft, holding, until }
}

const seqsOf = (messages: Message[]) => messages.map(({ seq }) => seq)

test('REL-03: a commit that is late is heard of when it happens, though its author was told to try again', async (t) => {
  const { ledger, published, draft, holding, until } = await openLedger(t, 300)
  const held = await holding(1)
  const late = draft('late')
  await assert.rejects(ledger.post(late), { code: 'unavailable' })
  await new Promise((resolve) => setTimeout(resolve, 1_500)) // by now the ledger has looked, and found nothing
  await held.rollback().execute()
  await until(() => published.length > 0)
  assert.deepEqual(seqsOf(published), [1])
  assert.equal((await ledger.post(late)).seq, 1)
  assert.equal((await ledger.post(draft('next'))).seq, 2)
  assert.deepEqual(seqsOf(published), [1, 2])
})

test('REL-07: an author is answered in time when the room cannot even be looked up', async (t) => {
  const { ledger, other, draft } = await openLedger(t, 300)
  await other.connection().execute(async (one) => {
    await sql`lock tables rooms write`.execute(one)
    await assert
      .rejects(ledger.post(draft('hello')), { code: 'unavailable' })
      .finally(() => sql`unlock tables`.execute(one))
  })
  assert.equal((await ledger.post(draft('hello again'))).text, 'hello again')
})

test('REL-02: many retries among many new messages are sorted out by one question', async (t) => {
  const { ledger, draft, published } = await openLedger(t)
  const first = await ledger.post(draft('first'))
  const { seq: _, sentAt, editedAt, deletedAt, ...again } = first
  const said = await Promise.all(
    [again, ...Array.from({ length: 300 }, (_, i) => draft(`${i}`)), again].map((d) => ledger.post(d)),
  )
  assert.deepEqual([said.at(0), said.at(-1)], [first, first])
  assert.deepEqual(
    seqsOf(published),
    Array.from({ length: 301 }, (_, i) => i + 1),
  )
})

test('a crowd of the longest messages does not outgrow what the database takes at once', async (t) => {
  const { ledger, draft } = await openLedger(t)
  const photo = {
    id: crypto.randomUUID() as never,
    width: 1,
    height: 1,
    thumbhash: '',
    animated: false,
    alt: '語'.repeat(1000),
  }
  const longest = () => ({ ...draft('語'.repeat(4000)), photos: Array(10).fill(photo) })
  const said = await Promise.all(Array.from({ length: 600 }, () => ledger.post(longest())))
  assert.equal(new Set(seqsOf(said)).size, 600)
})

test('SEC-13: what a removed member said and the ledger had not begun to write is not written', async (t) => {
  const { ledger, rooms, published, roomId, ada, draft, holding } = await openLedger(t)
  await ledger.post(draft('first'))
  const held = await holding(2)
  const under = ledger.post(draft('under way'))
  await new Promise((resolve) => setTimeout(resolve, 100))
  const waiting = ledger.post(draft('waiting'))
  await rooms.left(roomId, ada)
  await held.rollback().execute()
  await under
  await assert.rejects(waiting, { code: 'room_not_found' })
  assert.deepEqual(seqsOf(published), [1, 2])
})

test('a room closes while another one never stops talking', async (t) => {
  const { ledger, rooms, roomId, draft, db, ada } = await openLedger(t)
  const other = crypto.randomUUID() as RoomId
  await addRoom(db, { id: other, name: 'Hill', topic: '', visibility: 'public', createdAt: new Date() }, ada)
  let talking = true
  const chat = async () => {
    while (talking) await ledger.post({ ...draft('on and on'), roomId: other })
  }
  await rooms.open(other)
  const chats = [chat()]
  await new Promise(setImmediate) // so that one always waits while another is written
  chats.push(chat())
  const room = await rooms.open(roomId)
  assert.ok(room)
  await ledger.close(room)
  await assert.rejects(ledger.post(draft('hello?')), { code: 'room_not_found' })
  talking = false
  await Promise.all(chats)
})

test('what comes while the last news is still leaving is one group; a message alone waits for nothing', async (t) => {
  const leaving = Promise.withResolvers<void>()
  let asked = 0
  const { ledger, draft, published } = await openLedger(t, 2_000, () => {
    asked++
    return leaving.promise
  })
  await ledger.post(draft('alone'))
  assert.equal(asked, 0)
  const first = ledger.post(draft('first'))
  await new Promise(setImmediate) // it is being written
  const group = [ledger.post(draft('second'))]
  await first
  group.push(ledger.post(draft('third')))
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.deepEqual([asked, seqsOf(published)], [1, [1, 2]])
  leaving.resolve()
  assert.deepEqual(seqsOf(await Promise.all(group)), [3, 4])
})
