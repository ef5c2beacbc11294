import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, deleteMessage, listMessages, listPhotoMonths, type Message, type ProfileId } from '@snug/contracts'
import { openDatabase } from '@snug/service-kit/database'
import { sql } from 'kysely'
import type { Db, Tables } from '../src/database.ts'
import { emptyMessages } from '../src/departures/queries.ts'
import { Feed } from '../src/feed/feed.ts'
import { Changes } from '../src/messages/changes.ts'
import { photosOf } from '../src/messages/history.ts'
import { Newest } from '../src/messages/newest.ts'
import { photoMonths } from '../src/messages/photo-pages.ts'
import { addMessages } from '../src/messages/queries.ts'
import { onWire } from '../src/messages/wire.ts'
import { LiveRooms } from '../src/rooms/live-rooms.ts'
import { deleteRoomRows } from '../src/rooms/queries.ts'
import { newClientId, newRoom, startChatroom } from './support.ts'

const photo = (n: number) => ({
  ...{ id: crypto.randomUUID(), state: 'ready', width: 4, height: 3, thumbhash: 'AAAA' },
  ...{ animated: false, alt: '', caption: `${n}` },
})

/** A room of 2,000 messages, of which each twentieth shows one to three pictures, over a year. */
async function startGallery(t: Parameters<typeof startChatroom>[0]) {
  const chatroom = await startChatroom(t)
  const ada = chatroom.newPerson('ada')
  const roomId = await newRoom(ada)
  const messages = Array.from({ length: 2_000 }, (_, i) => {
    const seq = i + 1
    const photos = seq % 20 === 0 ? Array.from({ length: 1 + (seq % 3) }, (_, n) => photo(n)) : []
    const sentAt = new Date(Date.UTC(2026, Math.floor(i / 200), 1 + (i % 28), 23, 59))
    return {
      roomId,
      seq,
      authorId: ada.id,
      clientId: newClientId(),
      text: 'x',
      photos,
      sentAt,
      replyTo: null,
    } as Message
  })
  await addMessages(chatroom.db, messages)
  const page = (query: object) =>
    call(ada.caller, listMessages, { params: { roomId }, query: { with: 'photos', ...query } })
  return { ...chatroom, ada, roomId, page }
}

const range = (from: number, to: number) => Array.from({ length: (to - from) / 20 + 1 }, (_, i) => from + i * 20)

test('pictures are read page by page, past all that has none', async (t) => {
  const { ada, roomId, page } = await startGallery(t)
  const seqs = ({ items }: Awaited<ReturnType<typeof page>>) => items.map(({ seq }) => seq)
  const newest = await page({ limit: 3 })
  assert.deepEqual([seqs(newest), newest.prev, newest.next], [[1960, 1980, 2000], 1960, null])
  const before = await page({ limit: 3, before: newest.prev ?? 0 })
  assert.deepEqual([seqs(before), before.prev, before.next], [[1900, 1920, 1940], 1900, 1940])
  const first = await page({ limit: 3, before: 61 })
  assert.deepEqual([seqs(first), first.prev, first.next], [[20, 40, 60], null, 60])
  const after = await page({ limit: 2, after: 1975 })
  assert.deepEqual([seqs(after), after.prev, after.next], [[1980, 2000], 1980, null])
  assert.deepEqual(seqs(await page({ limit: 200 })), range(20, 2000))
  assert.deepEqual(await page({ before: 20 }), { items: [], next: null, prev: null, revision: 0 })

  await call(ada.caller, deleteMessage, { params: { roomId, seq: 20 } })
  const now = await page({ limit: 2, before: 61 })
  assert.deepEqual([seqs(now), now.prev], [[40, 60], null])
  assert.equal((await call(ada.caller, listPhotoMonths, { params: { roomId } })).items.at(-1)?.photos, 18)
})

test('each month knows how many pictures it has, and where they end', async (t) => {
  const { ada, roomId, newPerson } = await startGallery(t)
  const { items } = await call(ada.caller, listPhotoMonths, { params: { roomId } })
  assert.equal(items.length, 10)
  assert.deepEqual(items[0], { month: '2026-10', photos: 21, lastSeq: 2000 })
  assert.deepEqual(items.at(-1), { month: '2026-01', photos: 21, lastSeq: 200 })
  const params = { roomId: await newRoom(ada) }
  assert.deepEqual(await call(ada.caller, listPhotoMonths, { params }), { items: [] })
  await assert.rejects(call(newPerson('eve').caller, listPhotoMonths, { params }), { code: 'room_not_found' })
})

test('a message that loses pictures, or all that is in it, is counted anew', async (t) => {
  const { db, roomId, page } = await startGallery(t)
  const firstMonth = async () => (await photoMonths(db, roomId)).at(-1)?.photos
  const [rooms, newest] = [new LiveRooms(db, 2_000), new Newest(db, 2_000)]
  const changes = new Changes({ db, rooms, newest, feed: new Feed(), timeoutMs: 2_000 })
  const keep = (seq: number, count: number) =>
    changes.change(
      { roomId, seq },
      (message) => ({ ...message, photos: message.photos.slice(0, count) }),
      (message) => ({ type: 'message_edited', message: onWire(message) }),
    )
  const gone = { deletedAt: new Date(), revision: 2 }
  await keep(40, 1)
  assert.equal(await firstMonth(), 20)
  await keep(40, 0)
  assert.equal(await firstMonth(), 19)
  await db.transaction().execute((transaction) => emptyMessages(transaction, roomId, [60], gone))
  assert.equal(await firstMonth(), 18)
  assert.deepEqual(
    (await page({ before: 101 })).items.map(({ seq }) => seq),
    [20, 80, 100],
  )
  await db.transaction().execute((transaction) => deleteRoomRows(transaction, roomId))
  assert.deepEqual(await photoMonths(db, roomId), [])
})

test('SEC-37: neither reads the room: a table of their own has all that is asked', async (t) => {
  const { url, roomId } = await startGallery(t)
  const room = { id: roomId, lastSeq: 2_000, revision: 0, members: new Set<ProfileId>(), closed: false }
  for (const look of [
    (one: Db) => photosOf(one, room, { limit: 10 }),
    (one: Db) => photosOf(one, room, { limit: 10, before: 900 }),
    (one: Db) => photosOf(one, room, { limit: 10, after: 900 }),
    (one: Db) => photoMonths(one, roomId),
  ]) {
    const one = openDatabase<Tables>(url, 1)
    await look(one)
    const { rows } = await sql<{ Value: string }>`show session status like 'Handler_read%'`.execute(one)
    await one.destroy()
    const reads = rows.reduce((sum, { Value }) => sum + Number(Value), 0)
    assert.ok(reads < 400, `${look}: ${JSON.stringify(rows)}`)
  }
})
