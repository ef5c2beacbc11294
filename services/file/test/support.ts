import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { crc32 } from 'node:zlib'
import {
  type ClientId,
  call,
  checkMember,
  type ProfileId,
  type RoomId,
  type UploadedPhoto,
  uploadPhotos,
  type Variant,
} from '@snug/contracts'
import type { SignedInUser } from '@snug/service-kit'
import { migrate, openDatabase } from '@snug/service-kit/database'
import { freshDatabase, listen, startNeighbours } from '@snug/service-kit/testing'
import sharp from 'sharp'
import { buildApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'
import type { Tables } from '../src/database.ts'

/** The file service on a fresh database and an empty volume, with a chatroom that knows who is in which room. */
export async function startFile(t: TestContext, settings: Partial<Config> = {}) {
  const uploadsDir = await mkdtemp(join(tmpdir(), 'snug-file-'))
  const members = new Set<string>()
  const neighbours = await startNeighbours(t, (app) => {
    app.get(checkMember.url, (request, reply) => {
      const { roomId, profileId } = request.params as { roomId: string; profileId: string }
      if (members.has(`${roomId} ${profileId}`))
        return { profileId, role: 'member', joinedAt: new Date().toISOString(), seenSeq: 0 }
      return reply
        .code(404)
        .send({ type: 'urn:snug:problem:member_not_found', title: '', status: 404, code: 'member_not_found' })
    })
  })
  const url = await freshDatabase(t)
  await migrate(url, `${import.meta.dirname}/../migrations`)
  const db = openDatabase<Tables>(url, 5)
  const config: Config = {
    ...neighbours.config,
    DATABASE_URL: url,
    MIGRATION_DATABASE_URL: url,
    DATABASE_CONNECTIONS: 5,
    UPLOADS_DIR: uploadsDir,
    PHOTO_QUOTA_BYTES: 1024 ** 3,
    PHOTO_QUOTA: 100,
    ROOM_PHOTO_QUOTA_BYTES: 1024 ** 3,
    ROOM_PHOTO_QUOTA: 1000,
    KEEP_ORIGINALS: 'on',
    UPLOADS_AT_ONCE: 24,
    UPLOADS_AT_ONCE_EACH: 10,
    RECEIVE_SECONDS: 900,
    DEVELOP_WORKERS: 2,
    DEVELOP_SECONDS: 10,
    DEVELOP_MEGAPIXELS: 120,
    DEVELOP_FRAMES: 1_000,
    HEIC: 'on',
    ...settings,
  }
  const app = await buildApp({ config, db })
  const baseUrl = await listen(t, app)
  t.after(() => rm(uploadsDir, { recursive: true, force: true }))

  const room = crypto.randomUUID() as RoomId
  /** Somebody new, in the room unless said otherwise. */
  const newPerson = ({ isMember = true } = {}) => {
    const person = neighbours.newPerson()
    if (isMember) members.add(`${room} ${person.profileId}`)
    return aPerson(baseUrl, room, person, neighbours.caller(baseUrl, 'file', person))
  }
  const leave = (person: Person) => members.delete(`${room} ${person.profileId}`)
  const chatroom = neighbours.caller(baseUrl, 'file', undefined, 'chatroom')
  return { app, baseUrl, db, uploadsDir, room, newPerson, leave, chatroom, neighbours }
}

export type Person = ReturnType<typeof aPerson>

function aPerson(baseUrl: string, room: RoomId, { profileId }: SignedInUser, caller: Parameters<typeof call>[0]) {
  return {
    profileId,
    caller,
    /** Uploads one picture as JSON. */
    async upload(bytes: Buffer, { alt = '', type = 'image/jpeg', filename = 'lake.jpg' } = {}): Promise<UploadedPhoto> {
      const body = { dataUrl: dataUrl(bytes, type), filename, alt }
      const { photos } = await call(caller, uploadPhotos, { params: { roomId: room }, body })
      return photos[0] as UploadedPhoto
    },
    /** Posts whatever is given as the body of an upload. */
    post(body: BodyInit, extra: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
      return fetch(`${baseUrl}/rooms/${room}/photos`, {
        method: 'POST',
        headers: { ...caller.headers, ...extra },
        body,
        ...init,
      })
    },
    get(
      photo: { id: string },
      variant: Variant,
      extra: Record<string, string> = {},
      method = 'GET',
    ): Promise<Response> {
      return fetch(`${baseUrl}/photos/${photo.id}/${variant}`, { method, headers: { ...caller.headers, ...extra } })
    },
    async bytes(photo: { id: string }, variant: Variant): Promise<Buffer> {
      const response = await this.get(photo, variant)
      if (!response.ok) throw new Error(`${variant}: ${response.status}`)
      return Buffer.from(await response.arrayBuffer())
    },
  }
}

/** A message that is about to be said. */
export const inMessage = (roomId: RoomId, { profileId }: { profileId: ProfileId }) => ({
  roomId,
  ownerId: profileId,
  clientId: crypto.randomUUID() as ClientId,
})

export const dataUrl = (bytes: Buffer, type = 'image/jpeg') => `data:${type};base64,${bytes.toString('base64')}`

/** Files that an upload would leave if it were careless: what is under way, and what is on the shelf. */
export async function filesIn(uploadsDir: string): Promise<string[]> {
  const all = await readdir(uploadsDir, { recursive: true, withFileTypes: true })
  return all.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

/** Four quarters that differ, so that one sees which way is up: red, green / blue, white. */
export function lake(width = 800, height = 600) {
  const row = (left: number[], right: number[]) =>
    Buffer.concat([left, right].map((colour) => Buffer.alloc((width / 2) * 3, new Uint8Array(colour))))
  const rows = (one: Buffer) => Buffer.alloc(one.length * (height / 2), one)
  const pixels = [rows(row([255, 0, 0], [0, 255, 0])), rows(row([0, 0, 255], [255, 255, 255]))]
  return sharp(Buffer.concat(pixels), { raw: { width, height, channels: 3 } })
}

/** As a phone writes it: with the place, the maker and a text that must not get out. */
export function phonePhoto(orientation = 1): Promise<Buffer> {
  return lake()
    .withExif({
      IFD0: { Make: 'Secretphone', ImageDescription: 'at home', Orientation: String(orientation) },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 3230/100',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 7/1 4366/100',
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
    .jpeg()
    .toBuffer()
}

/** Frames of one colour each. */
export function animation(frames = 4, width = 300, height = 200): Promise<Buffer[]> {
  const colours = ['red', 'lime', 'blue', 'white']
  return Promise.all(
    Array.from({ length: frames }, (_, i) =>
      sharp({ create: { width, height, channels: 3, background: colours[i % 4] as string } })
        .png()
        .toBuffer(),
    ),
  )
}

/** The bytes of the parts of a PNG that say how large it is, without any picture: enough for a bomb. */
export function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(8)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A part of a PNG. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
