import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { RowDataPacket } from 'mysql2/promise'
import { connect } from '../house/databases.ts'
import { checkMessages } from '../house/messages-check.ts'
import { withFreshDatabases } from '../house/migrations.ts'
import { testServer } from './support.ts'

const rootUrl = testServer()
const MINUTE = 60_000

test('pictures that a message shows and file lacks, or the other way, are found and mended, and those on their way let be', async () => {
  await withFreshDatabases(rootUrl, async ({ prefix }) => {
    await using connection = await connect(rootUrl)
    const [roomId, authorId] = [randomUUID(), randomUUID()]
    const [chatroom, file] = [`${prefix}snug_chatroom`, `${prefix}snug_file`]
    let seq = 0
    const say = async (clientId: string, ids: string[], age: number) => {
      const photos = JSON.stringify(ids.map((id) => ({ id })))
      await connection.query(
        'INSERT INTO ??.messages (room_id, seq, author_id, client_id, text, photos, sent_at) VALUES (?)',
        [chatroom, [roomId, ++seq, authorId, clientId, '', photos, new Date(Date.now() - age)]],
      )
    }
    const attach = async (id: string, clientId: string, age: number) => {
      const then = new Date(Date.now() - age)
      await connection.query(
        `INSERT INTO ??.photos (id, owner_id, room_id, sha256, type, clean_type, bytes, width, height, animated, thumbhash, alt, attached_at,
         client_id, created_at) VALUES (?)`,
        [file, [id, authorId, roomId, 'ab', 'image/png', 'image/png', 1, 1, 1, 0, '', '', then, clientId, then]],
      )
    }
    const upload = async (id: string, clientId: string, age: number) => {
      const then = new Date(Date.now() - age)
      await connection.query(
        'INSERT INTO ??.uploads (id, owner_id, room_id, client_id, bytes, alt, caption, created_at) VALUES (?)',
        [file, [id, authorId, roomId, clientId, 1, '', '', then]],
      )
    }
    const [shown, lost, stray, young, slow, early] = Array.from({ length: 6 }, () => randomUUID()) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    const [said, unsaid, late] = [randomUUID(), randomUUID(), randomUUID()]
    await say(said, [shown, lost], 10 * MINUTE)
    await attach(shown, said, 10 * MINUTE)
    await attach(stray, said, 10 * MINUTE)
    await attach(young, unsaid, MINUTE)
    // A place that was kept long ago, of a message that was said just now; and a picture whose message is here before it.
    await upload(slow, late, 10 * MINUTE)
    await say(late, [slow, early], MINUTE)

    const lines: string[] = []
    const check = (repairs: boolean) => checkMessages(rootUrl, { prefix, repairs, print: (line) => lines.push(line) })
    assert.equal(await check(false), 2)
    assert.deepEqual(lines.map((line) => line.split(' ')[0]).sort(), [lost, stray].sort())
    assert.equal(await check(true), 0)
    const [photos] = await connection.query<RowDataPacket[]>('SELECT id FROM ??.photos', [file])
    assert.deepEqual(photos.map(({ id }) => id).sort(), [shown, young].sort())
    const [events] = await connection.query<RowDataPacket[]>('SELECT event FROM ??.outbox', [file])
    const told = events.map(({ event }) => (typeof event === 'string' ? JSON.parse(event) : event))
    assert.deepEqual(told, [{ type: 'photo_removed', roomId, ownerId: authorId, clientId: said, photoId: lost }])
  })
})
