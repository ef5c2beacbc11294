import { randomUUID } from 'node:crypto'
import { Session } from '@snug/client'
import {
  API_PREFIX,
  call,
  createRoom,
  joinRoom,
  type Photo,
  type RoomId,
  signup,
  type UploadedPhoto,
  uploadPhotos,
} from '@snug/contracts'
import { withDatabase } from '@snug/tools/house'
import { type Connection, createConnection } from 'mysql2/promise'
import { atOnce } from '../at-once.ts'
import { drawPictures } from '../pictures.ts'

export const MESSAGES = 5_000
export const PICTURES = 1_000
export const PASSWORD = 'correct horse battery'
/** Every so many messages one is a post of pictures. */
const POST_EVERY = 20
const OF_A_POST = (PICTURES * POST_EVERY) / MESSAGES
/** Pictures that are really drawn; the others are rows of their own that show the same files. */
const DRAWN = 20
const PEOPLE = 8
/** Between two messages, in ms: the room is some weeks old. */
const APART_MS = 10 * 60_000
/** Rows of one insert. */
const BATCH = 500

export interface LongRoom {
  roomId: RoomId
  /** Somebody in it, with PASSWORD. */
  username: string
}

/**
 * A room with a past: people who write much or little, and posts of pictures among it. What the house makes of pictures it
 * makes of some; the rest goes straight into the tables, for what is measured is the page. Chatroom keeps in
 * mind how the room was before: the house is to be started anew.
 */
export async function fillLongRoom(house: { dataDir: string; port: number }): Promise<LongRoom> {
  const api = { baseUrl: `http://127.0.0.1:${house.port}${API_PREFIX}` }
  const people: Session[] = []
  for (let i = 0; i < PEOPLE; i++) people.push(await signUp(api.baseUrl, `person_${i}`))
  const [owner, ...guests] = people as [Session, ...Session[]]
  const { id: roomId } = await owner.call(createRoom, { body: { name: 'The lake', visibility: 'public' } })
  for (const guest of guests) await guest.call(joinRoom, { params: { roomId, profileId: 'me' } })
  const drawn: UploadedPhoto[] = []
  await atOnce(2, await drawPictures(DRAWN), async (picture) => {
    const dataUrl = `data:image/jpeg;base64,${picture.toString('base64')}`
    drawn.push(...(await owner.call(uploadPhotos, { params: { roomId }, body: { dataUrl } })).photos)
  })
  await withDatabase(house, async (rootUrl) => {
    await using database = await createConnection({ uri: rootUrl, timezone: 'Z' })
    await writePast(
      database,
      roomId,
      people.map(({ profile }) => profile.id),
      drawn,
    )
  })
  return { roomId, username: owner.profile.username }
}

async function signUp(baseUrl: string, username: string): Promise<Session> {
  await call({ baseUrl }, signup, { body: { username, password: PASSWORD } })
  return Session.logIn(baseUrl.replace(API_PREFIX, ''), { login: username, password: PASSWORD })
}

async function writePast(database: Connection, roomId: RoomId, authors: string[], drawn: Photo[]): Promise<void> {
  const began = Date.now() - MESSAGES * APART_MS
  let shown = 0
  const rows = Array.from({ length: MESSAGES }, (_, i) => {
    const isPost = i % POST_EVERY === POST_EVERY - 1
    const photos = isPost ? Array.from({ length: OF_A_POST }, () => copyOf(drawn[shown++ % drawn.length] as Photo)) : []
    // Some write several in a row, as people do.
    const author = authors[Math.floor(i / 3) % authors.length]
    const sentAt = new Date(began + i * APART_MS)
    return { row: [roomId, i + 1, author, randomUUID(), textOf(i), JSON.stringify(photos.map(seen)), sentAt], photos }
  })
  const columns = '(room_id, seq, author_id, client_id, text, photos, sent_at)'
  for (let at = 0; at < rows.length; at += BATCH)
    await database.query(`insert into snug_chatroom.messages ${columns} values ?`, [
      rows.slice(at, at + BATCH).map(({ row }) => row),
    ])
  await database.query(
    `insert into snug_chatroom.photo_messages (room_id, seq, photo_count, sent_at)
     select room_id, seq, json_length(photos), sent_at from snug_chatroom.messages where room_id = ? and json_length(photos) > 0`,
    [roomId],
  )
  for (const { id, of } of rows.flatMap(({ photos }) => photos))
    await database.query(
      `insert into snug_file.photos (id, ${SHARED}, attached_at) select ?, ${SHARED}, now(3) from snug_file.photos where id = ?`,
      [id, of],
    )
}

/** What the row of a copy takes over. */
const SHARED =
  'owner_id, room_id, sha256, type, clean_type, bytes, width, height, animated, thumbhash, alt, caption, created_at'

const copyOf = (photo: Photo) => ({ ...photo, id: randomUUID(), of: photo.id })

/** A picture as a message carries it. */
const seen = ({ id, state, width, height, thumbhash, animated, alt, caption }: ReturnType<typeof copyOf>) => ({
  id,
  state,
  width,
  height,
  thumbhash,
  animated,
  alt,
  caption,
})

const WORDS =
  'the lake was colder than we thought and still everybody went in before the rain came over from the hills'.split(' ')

/** Two words or many, and now and then an address. */
function textOf(index: number): string {
  const words = Array.from({ length: 2 + ((index * 7) % 40) }, (_, i) => WORDS[(index + i) % WORDS.length])
  return `${index + 1}: ${words.join(' ')}${index % 50 === 0 ? ' https://example.org/lake' : ''}`
}
