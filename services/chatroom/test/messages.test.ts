import assert from 'node:assert/strict'
import { test } from 'node:test'
import { call, deleteMessage, editMessage, joinRoom, listMessages, postMessage, type RoomId } from '@snug/contracts'
import { openDatabase } from '@snug/service-kit/database'
import type { Tables } from '../src/database.ts'
import { newClientId, newRoom, say, startChatroom } from './support.ts'

test('REL-03: a room numbers what is said 1, 2, 3, whoever speaks and however fast', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const [lake, hill] = [await newRoom(ada), await newRoom(ada)]
  for (const roomId of [lake, hill]) await call(ben.caller, joinRoom, { params: { roomId, profileId: 'me' } })

  const said = await Promise.all(
    Array.from({ length: 60 }, (_, i) => say(i % 2 ? ada : ben, i % 3 ? lake : hill, `message ${i}`)),
  )

  for (const [roomId, count] of [
    [lake, 40],
    [hill, 20],
  ] as const) {
    const { items } = await call(ada.caller, listMessages, { params: { roomId }, query: { limit: 200 } })
    assert.deepEqual(
      items.map(({ seq }) => seq),
      Array.from({ length: count }, (_, i) => i + 1),
    )
    const answers = said.filter((message) => message.roomId === roomId).sort((a, b) => a.seq - b.seq)
    assert.deepEqual(items, answers)
  }
})

test('REL-02: a retry is the same message, one after the other or all at once', async (t) => {
  const { newPerson, db } = await startChatroom(t)
  const ada = newPerson('ada')
  const room = await newRoom(ada)
  const clientId = newClientId()
  const first = await say(ada, room, 'once', clientId)
  const again = await Promise.all(Array.from({ length: 10 }, (_, i) => say(ada, room, `again ${i}`, clientId)))
  for (const message of again) assert.deepEqual(message, first)

  const another = newClientId()
  const together = await Promise.all(Array.from({ length: 10 }, () => say(ada, room, 'together', another)))
  for (const message of together) assert.deepEqual(message, together[0])
  assert.equal((await db.selectFrom('messages').select('seq').execute()).length, 2)
})

test('REL-02: a retry among others fails none of them, and two people may use one clientId', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, ben] = [newPerson('ada'), newPerson('ben')]
  const room = await newRoom(ada)
  await call(ben.caller, joinRoom, { params: { roomId: room, profileId: 'me' } })
  const clientId = newClientId()
  await say(ada, room, 'first', clientId)
  const answers = await Promise.all([
    say(ben, room, 'a'),
    say(ada, room, 'first', clientId),
    say(ben, room, 'mine', clientId),
    say(ada, room, 'b'),
  ])
  assert.deepEqual(
    answers.map(({ text }) => text),
    ['a', 'first', 'mine', 'b'],
  )
  assert.deepEqual(answers.map(({ seq }) => seq).sort(), [1, 2, 3, 4])
})

test('SEC-12: a stranger cannot tell a closed room from a missing one', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, eve] = [newPerson('ada'), newPerson('eve')]
  const closed = await newRoom(ada, { visibility: 'private' })
  await say(ada, closed, 'a secret')
  for (const roomId of [closed, crypto.randomUUID() as RoomId]) {
    await assert.rejects(say(eve, roomId, 'hello'), { code: 'room_not_found' })
    await assert.rejects(call(eve.caller, listMessages, { params: { roomId }, query: {} }), { code: 'room_not_found' })
    await assert.rejects(call(eve.caller, editMessage, { params: { roomId, seq: 1 }, body: { text: 'x' } }), {
      code: 'room_not_found',
    })
    await assert.rejects(call(eve.caller, deleteMessage, { params: { roomId, seq: 1 } }), { code: 'room_not_found' })
  }
})

test('history reads page by page in both directions and never ends early', async (t) => {
  const { newPerson } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  for (let i = 1; i <= 25; i++) await say(ada, roomId, `${i}`)
  const page = (query: object) => call(ada.caller, listMessages, { params: { roomId }, query })
  const seqs = ({ items }: Awaited<ReturnType<typeof page>>) => items.map(({ seq }) => seq)

  const newest = await page({ limit: 10 })
  assert.deepEqual([seqs(newest)[0], seqs(newest).at(-1), newest.prev, newest.next], [16, 25, 16, null])
  const oldest = await page({ limit: 10, before: 6 })
  assert.deepEqual([seqs(oldest), oldest.prev, oldest.next], [[1, 2, 3, 4, 5], null, 5])
  const after = await page({ limit: 10, after: 5 })
  assert.deepEqual([seqs(after)[0], after.prev, after.next], [6, 6, 15])
  assert.deepEqual(await page({ after: 25 }), { items: [], next: null, prev: null, revision: 0 })
  for (const query of [{ limit: 0 }, { limit: 201 }, { limit: 'x' }, { before: 3, after: 1 }, { nonsense: 1 }])
    await assert.rejects(page(query), { code: 'invalid_query' })
})

test('SEC-35: text comes back as it was sent', async (t) => {
  const { newPerson } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  for (const text of [`<b>'"; drop table messages; -- \\`, '🦆 \u202Eabc\u202C', '  spaces\n\n', '🦆'.repeat(4000)])
    assert.equal((await say(ada, roomId, text)).text, text)
  const { items } = await call(ada.caller, listMessages, { params: { roomId }, query: {} })
  assert.equal(items.at(-1)?.text.length, 8000)
})

test('bad messages are refused and nothing is left behind', async (t) => {
  const { newPerson, db } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const clientId = newClientId()
  const bodies = [
    {},
    { clientId },
    { clientId, text: '   ' },
    { clientId, text: 'x'.repeat(4001) },
    { clientId, text: 'a\0b' },
    { clientId, text: '\ud800' },
    { clientId, text: {} },
    { clientId: 'x', text: 'a' },
    { clientId, text: 'a', seq: 9 },
    { clientId, text: 'a', attachments: [] },
    { clientId, text: 'a', photoIds: Array(101).fill(clientId) },
  ]
  for (const body of bodies)
    await assert.rejects(call(ada.caller, postMessage, { params: { roomId }, body: body as never }), {
      code: 'invalid_body',
    })
  assert.deepEqual(await db.selectFrom('messages').selectAll().execute(), [])
})

test('people edit and delete what they said, owners delete anything, others nothing', async (t) => {
  const { newPerson } = await startChatroom(t)
  const [ada, ben, cleo] = [newPerson('ada'), newPerson('ben'), newPerson('cleo')]
  const roomId = await newRoom(ada)
  for (const who of [ben, cleo]) await call(who.caller, joinRoom, { params: { roomId, profileId: 'me' } })
  const { seq } = await say(ben, roomId, 'teh lake')
  const at = { params: { roomId, seq } }

  await assert.rejects(call(cleo.caller, editMessage, { ...at, body: { text: 'mine' } }), { code: 'not_allowed' })
  await assert.rejects(call(cleo.caller, deleteMessage, at), { code: 'not_allowed' })
  const edited = await call(ben.caller, editMessage, { ...at, body: { text: 'the lake' } })
  assert.ok(edited.text === 'the lake' && edited.editedAt)
  await call(ada.caller, deleteMessage, at)
  const { items } = await call(cleo.caller, listMessages, { params: { roomId }, query: {} })
  assert.ok(items[0]?.text === '' && items[0].deletedAt && items[0].seq === seq)
  await assert.rejects(call(ben.caller, editMessage, { ...at, body: { text: 'again' } }), { code: 'message_not_found' })
})

test('an edit that meets a deletion does not bring the message back', async (t) => {
  const { newPerson, url } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const { seq } = await say(ada, roomId, 'gone')
  const other = openDatabase<Tables>(url, 1)
  t.after(() => other.destroy())
  const deletion = await other.startTransaction().execute()
  await deletion.updateTable('messages').set({ text: '', deletedAt: new Date() }).execute()
  const editing = call(ada.caller, editMessage, { params: { roomId, seq }, body: { text: 'still here' } })
  const refused = assert.rejects(editing, { code: 'message_not_found' })
  await new Promise((resolve) => setTimeout(resolve, 100)) // it has seen the message, and waits for its row
  await deletion.commit().execute()
  await refused
})

test('SEC-37: a page is a megabyte at most, and says that there is more', async (t) => {
  const { newPerson, db } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const rows = Array.from({ length: 100 }, (_, i) => ({
    ...{ roomId, seq: i + 1, authorId: ada.id, clientId: newClientId(), text: '🦆'.repeat(4000), photos: '[]' },
    ...{ sentAt: new Date(), editedAt: null, deletedAt: null },
  }))
  await db.insertInto('messages').values(rows).execute()
  const page = (query: object) =>
    call(ada.caller, listMessages, { params: { roomId }, query: { limit: 100, ...query } })
  const newest = await page({})
  assert.ok(JSON.stringify(newest).length < 1024 * 1024 && newest.items.length > 20)
  assert.deepEqual([newest.items.at(-1)?.seq, newest.prev, newest.next], [100, newest.items[0]?.seq, null])
  const oldest = await page({ after: 0 })
  assert.deepEqual([oldest.items[0]?.seq, oldest.prev, oldest.next], [1, null, oldest.items.length])
})

test('pictures of a message are asked of file, and a retry asks for none', async (t) => {
  const asked: unknown[] = []
  const ready = { state: 'ready', caption: '' }
  const photo = {
    id: crypto.randomUUID(),
    width: 4,
    height: 3,
    thumbhash: 'AAAA',
    animated: false,
    alt: 'a duck',
    ...ready,
  }
  const inline = { ...photo, id: crypto.randomUUID() }
  const { newPerson } = await startChatroom(t, (app) => {
    app.post('/internal/photos', (_, reply) => reply.code(201).send({ photos: [inline] }))
    app.post<{ Body: { photoIds: string[] } }>('/internal/photos/attach', ({ body }) => {
      asked.push(body)
      return { photos: [photo, inline].filter(({ id }) => body.photoIds.includes(id)) }
    })
  })
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const body = { clientId: newClientId(), photoIds: [photo.id] }
  const message = await call(ada.caller, postMessage, { params: { roomId }, body })
  assert.deepEqual(message.photos, [photo])
  assert.deepEqual(await call(ada.caller, postMessage, { params: { roomId }, body }), message)
  assert.deepEqual(asked, [{ roomId, ownerId: ada.id, clientId: body.clientId, photoIds: [photo.id] }])

  // Those that come inside it are attached with the others, in one last step.
  const both = {
    clientId: newClientId(),
    photoIds: [photo.id],
    attachments: [{ dataUrl: 'data:image/png;base64,AAAA' }],
  }
  const { photos } = await call(ada.caller, postMessage, { params: { roomId }, body: both })
  assert.deepEqual(photos, [photo, inline])
  assert.deepEqual(asked[1], {
    ...{ roomId, ownerId: ada.id, clientId: both.clientId },
    photoIds: [photo.id, inline.id],
  })
})

test('the newest page, which is kept at hand, is what the database holds', async (t) => {
  const { newPerson } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const newest = (limit = 50) => call(ada.caller, listMessages, { params: { roomId }, query: { limit } })
  const same = async () => {
    const [kept, { items, revision }] = [
      await newest(),
      await call(ada.caller, listMessages, { params: { roomId }, query: { after: 0 } }),
    ]
    assert.deepEqual(kept, { items, next: null, prev: null, revision })
    return kept.items
  }
  assert.deepEqual(await same(), [])
  const first = await say(ada, roomId, 'first')
  assert.deepEqual(await same(), [first])
  const edited = await call(ada.caller, editMessage, { params: { roomId, seq: 1 }, body: { text: 'edited' } })
  assert.deepEqual(await same(), [edited])
  const [reading, second] = await Promise.all([newest(), say(ada, roomId, 'second')])
  assert.ok([1, 2].includes(reading.items.length))
  assert.deepEqual(await same(), [edited, second])
  await call(ada.caller, deleteMessage, { params: { roomId, seq: 1 } })
  assert.equal((await same())[0]?.text, '')
  const { items, prev } = await newest(1)
  assert.deepEqual([items.map(({ seq }) => seq), prev], [[2], 2])
})

test('of a room that says more than is kept, the newest page is whole', async (t) => {
  const { newPerson } = await startChatroom(t)
  const ada = newPerson('ada')
  const roomId = await newRoom(ada)
  const read = async () => {
    const { items } = await call(ada.caller, listMessages, { params: { roomId }, query: { limit: 200 } })
    const first = items[0]?.seq ?? 0
    assert.deepEqual(
      items.map(({ seq }) => seq),
      items.map((_, i) => first + i),
    )
    return items
  }
  await say(ada, roomId, '0')
  const [during] = await Promise.all([read(), ...Array.from({ length: 300 }, (_, i) => say(ada, roomId, `${i + 1}`))])
  assert.ok(during.length > 0)
  assert.equal((await read()).at(-1)?.seq, 301)
  for (let i = 0; i < 5; i++) await say(ada, roomId, '語'.repeat(4000))
  assert.equal((await read()).at(-1)?.seq, 306)
})
