import { createHash } from 'node:crypto'
import { call, describePhoto, type NewUpload, type PhotoId, type RoomId, reserveUploads } from '@snug/contracts'
import type { Person } from './support.ts'

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Keeps one place. */
export async function reserveOne(person: Person, roomId: RoomId, bytes: Buffer, extra: Partial<NewUpload> = {}) {
  const body = { uploads: [{ bytes: bytes.length, ...extra }] }
  const { uploads } = await call(person.caller, reserveUploads, { params: { roomId }, body })
  return uploads[0] as (typeof uploads)[0]
}

/** One request of the protocol. */
export function tus(
  baseUrl: string,
  { caller }: Person,
  method: string,
  id: string,
  headers = {},
  body?: Uint8Array<ArrayBuffer>,
) {
  return fetch(`${baseUrl}/uploads${id && `/${id}`}`, {
    method,
    headers: { ...caller.headers, 'tus-resumable': '1.0.0', ...headers },
    ...(body && { body }),
  })
}

export const piece = (offset: number) => ({
  'upload-offset': String(offset),
  'content-type': 'application/offset+octet-stream',
})

/** Waits until a picture is ready or has failed. */
export async function settled(person: Person, photoId: PhotoId) {
  for (;;) {
    const photo = await call(person.caller, describePhoto, { params: { photoId } })
    if (photo.state !== 'pending') return photo
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
