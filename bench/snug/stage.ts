import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  API_PREFIX,
  type ClientId,
  call,
  getPhoto,
  pathOf,
  postMessage,
  type RoomId,
  refresh,
  uploadPhotos,
} from '@snug/contracts'
import { createConnection } from 'mysql2/promise'
import { atOnce } from '../at-once.ts'
import type { Room } from '../load/job.ts'

/** Rows of one insert. */
const BATCH = 1_000
/** People who renew their session at the same time. */
const RENEWALS = 20
/** As many as are drawn at once. */
const UPLOADS = 2

/** Access tokens by user name, room ids by room name. */
export interface Stage {
  tokens: Record<string, string>
  rooms: Record<string, string>
}

export interface Seating {
  /** The open house. */
  url: string
  /** Root access to its database server, and what its databases' names begin with. */
  rootUrl: string
  prefix: string
}

/**
 * Puts people with a session each, and rooms with their members, into a house. Straight into the tables, for a password
 * takes a tenth of a second to hash on purpose; the access tokens then come through the front door.
 */
export async function setStage(
  { url, rootUrl, prefix }: Seating,
  users: string[],
  rooms: { name: string; members: string[] }[],
): Promise<Stage> {
  await using database = await createConnection(rootUrl)
  const insert = async (table: string, columns: string[], rows: unknown[][]) => {
    for (let at = 0; at < rows.length; at += BATCH)
      await database.query(`insert into ${prefix}${table} (${columns.join(', ')}) values ?`, [
        rows.slice(at, at + BATCH),
      ])
  }
  const now = new Date()
  const expires = new Date(now.getTime() + 60 * 60 * 1000)
  const people = users.map((username) => ({ username, id: randomUUID(), ...newRefreshToken() }))
  const ids = new Map(people.map(({ username, id }) => [username, id]))
  const roomIds = new Map(rooms.map(({ name }) => [name, randomUUID() as string]))

  await insert(
    'snug_profile.profiles',
    ['id', 'username', 'username_key', 'display_name', 'bio', 'password_hash', 'created_at'],
    people.map(({ id, username }) => [id, username, username, username, '', 'none', now]),
  )
  await insert(
    'snug_auth.sessions',
    ['id', 'profile_id', 'device', 'created_at', 'last_used_at', 'expires_at', 'refresh_family', 'refresh_hash'],
    people.map(({ id, family, hash }) => [randomUUID(), id, 'bench', now, now, expires, family, hash]),
  )
  await insert(
    'snug_chatroom.rooms',
    ['id', 'name', 'topic', 'visibility', 'created_at'],
    rooms.map(({ name }) => [roomIds.get(name), name, '', 'private', now]),
  )
  await insert(
    'snug_chatroom.memberships',
    ['room_id', 'profile_id', 'role', 'joined_at'],
    rooms.flatMap(({ name, members }) => members.map((member) => [roomIds.get(name), ids.get(member), 'member', now])),
  )
  const tokens: Record<string, string> = {}
  await atOnce(RENEWALS, people, async ({ username, token }) => {
    const renewed = await call({ baseUrl: `${url}${API_PREFIX}` }, refresh, { body: { refreshToken: token } })
    tokens[username] = renewed.accessToken
  })
  return { tokens, rooms: Object.fromEntries(roomIds) }
}

/** Gives a room `count` messages of somebody who has left since. @param text of the message with that index, from 0 */
export async function fillRoom(
  { rootUrl, prefix }: Pick<Seating, 'rootUrl' | 'prefix'>,
  roomId: string,
  count: number,
  text: (index: number) => string,
): Promise<void> {
  await using database = await createConnection(rootUrl)
  const [authorId, now] = [randomUUID(), new Date()]
  for (let at = 0; at < count; at += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - at) }, (_, i) => {
      const index = at + i
      return [roomId, index + 1, authorId, randomUUID(), text(index), '[]', now]
    })
    await database.query(
      `insert into ${prefix}snug_chatroom.messages (room_id, seq, author_id, client_id, text, photos, sent_at) values ?`,
      [rows],
    )
  }
}

/** The first of its members sends a room these pictures, in one message. @returns the paths of their thumbnails */
export async function showPictures(url: string, { id, tokens }: Room, pictures: Buffer[]): Promise<string[]> {
  const caller = { baseUrl: `${url}${API_PREFIX}`, headers: { authorization: `Bearer ${tokens[0]}` } }
  const params = { roomId: id as RoomId }
  const photoIds: string[] = []
  await atOnce(UPLOADS, pictures, async (picture) => {
    const dataUrl = `data:image/jpeg;base64,${picture.toString('base64')}`
    const { photos } = await call(caller, uploadPhotos, { params, body: { dataUrl } })
    photoIds.push(...photos.map((photo) => photo.id))
  })
  await call(caller, postMessage, { params, body: { clientId: randomUUID() as ClientId, photoIds } })
  return photoIds.map((photoId) => `${API_PREFIX}${pathOf(getPhoto.url, { photoId, variant: 'thumb' })}`)
}

/** As services/auth makes them: the name of a family, then a secret. */
function newRefreshToken() {
  const family = randomBytes(18).toString('base64url')
  const token = `${family}${randomBytes(32).toString('base64url')}`
  return { token, family, hash: createHash('sha256').update(token).digest('hex') }
}
