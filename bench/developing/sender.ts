import { Agent, request } from 'node:http'
import { Live, Session } from '@snug/client'
import {
  API_PREFIX,
  call,
  createRoom,
  getPhoto,
  type Photo,
  type ProfileId,
  pathOf,
  postMessage,
  type RoomId,
  reserveUploads,
  signup,
  UPLOADS_PATH,
  uploadPhotos,
} from '@snug/contracts'
import { atOnce } from '../at-once.ts'

/** Pieces under way at the same time: as the page sends them. */
const WIDTH = 3
const AGENT = new Agent({ keepAlive: true })
const PASSWORD = 'correct horse battery'

/** Somebody who sends pictures, in a room of their own. */
export class Sender {
  readonly #url: string
  readonly #session: Session
  /** A run is shorter than a token's life. */
  readonly #headers: Record<string, string>
  readonly #live: Live
  readonly roomId: RoomId

  private constructor(needs: {
    url: string
    session: Session
    headers: Record<string, string>
    live: Live
    roomId: RoomId
  }) {
    this.#url = needs.url
    this.#session = needs.session
    this.#headers = needs.headers
    this.#live = needs.live
    this.roomId = needs.roomId
  }

  static async signUp(url: string, username: string): Promise<Sender> {
    const anyone = { baseUrl: `${url}${API_PREFIX}` }
    await call(anyone, signup, { body: { username, password: PASSWORD } })
    const session = await Session.logIn(url, { login: username, password: PASSWORD })
    const headers = await session.headers()
    const { id: roomId } = await session.call(createRoom, { body: { name: username, visibility: 'private' } })
    const live = new Live({ me: session.profile.id as ProfileId, dial: session.dial })
    await live.start()
    live.follow(roomId, 0)
    return new Sender({ url, session, headers, live, roomId })
  }

  close(): void {
    this.#live.close()
  }

  /**
   * Posts pictures as one message, and resolves when each is in its place.
   * @param onSent is called when all bytes have been taken
   * @returns ms from the first byte to the last place
   */
  async post(pictures: readonly Buffer[], onSent = () => {}): Promise<number> {
    const uploads = pictures.map(({ length: bytes }) => ({ bytes }))
    const kept = await this.#session.call(reserveUploads, { params: { roomId: this.roomId }, body: { uploads } })
    const awaited = new Set(kept.uploads.map(({ photo }) => photo.id))
    const { promise: ready, resolve } = Promise.withResolvers<void>()
    const leave = this.#live.on((event) => {
      if (event.type === 'photo_ready' && awaited.delete(event.photo.id) && awaited.size === 0) resolve()
    })
    const body = { clientId: crypto.randomUUID() as never, photoIds: [...awaited] }
    await this.#session.call(postMessage, { params: { roomId: this.roomId }, body })
    const begun = performance.now()
    await atOnce(WIDTH, kept.uploads.entries(), async ([i, { photo }]) => this.#sendBytes(photo, pictures[i] as Buffer))
    onSent()
    await ready
    leave()
    return performance.now() - begun
  }

  /** Without `fetch`, which copies the bytes on cores that others need. */
  #sendBytes({ id }: Photo, bytes: Buffer): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const headers = {
      ...this.#headers,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': bytes.length,
    }
    request(
      `${this.#url}${API_PREFIX}${UPLOADS_PATH}/${id}`,
      { method: 'PATCH', headers, agent: AGENT },
      (response) => {
        response.resume()
        if (response.statusCode === 204) resolve()
        else reject(new Error(`A picture was answered ${response.statusCode}.`))
      },
    )
      .on('error', reject)
      .end(bytes)
    return promise
  }

  /** Uploads a picture as a form. @returns ms until it was answered, and until its thumbnail was there */
  async upload(bytes: Buffer): Promise<{ answered: number; seen: number }> {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(bytes)]))
    const begun = performance.now()
    const path = pathOf(uploadPhotos.url, { roomId: this.roomId })
    const response = await fetch(`${this.#url}${API_PREFIX}${path}`, {
      method: 'POST',
      headers: this.#headers,
      body: form,
    })
    const { photos } = (await response.json()) as { photos: Photo[] }
    const answered = performance.now() - begun
    const thumb = pathOf(getPhoto.url, { photoId: photos[0]?.id, variant: 'thumb' })
    await (await fetch(`${this.#url}${API_PREFIX}${thumb}`, { headers: this.#headers })).arrayBuffer()
    return { answered, seen: performance.now() - begun }
  }

  /** Says something every `everyMs` until `isOver`. @returns the ms that each took to be confirmed */
  async talk(everyMs: number, isOver: () => boolean): Promise<number[]> {
    const begun = new Map<string, number>()
    const took: number[] = []
    const leave = this.#live.on((event) => {
      if (event.type === 'ack') took.push(performance.now() - (begun.get(event.clientId) ?? 0))
    })
    while (!isOver()) {
      const due = performance.now()
      begun.set(this.#live.send({ roomId: this.roomId, text: 'hello' }), due)
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
    while (took.length < begun.size) await new Promise((resolve) => setTimeout(resolve, 10))
    leave()
    return took
  }
}
