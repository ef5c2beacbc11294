import { describePhotos, MAX_PHOTOS, type Message, type Photo, type PhotoId, type RoomId } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../database.ts'
import type { Feed } from '../feed/feed.ts'
import { changeMessage } from '../messages/change.ts'
import type { Newest } from '../messages/newest.ts'
import { messageOnce } from '../messages/queries.ts'
import type { LiveRooms } from '../rooms/live-rooms.ts'
import { addPlaces, type InMessage, type Place, placesBefore, removePlaces } from './queries.ts'

/** News of a picture that did not find its message, since that was not said yet, is asked for again this often. */
const CHECK_MS = 60_000
/** A message that was not said so long after its pictures were taken never will be. */
const UNSAID_MS = 60 * 60 * 1000

interface Needs {
  db: Db
  house: House
  rooms: LiveRooms
  newest: Newest
  feed: Feed
  log: FastifyBaseLogger
}

/**
 * The places in messages for pictures that are still to come. File tells when one is there; what is missed then, since
 * something died or was too quick, is asked for.
 */
export class Places {
  readonly #needs: Needs
  readonly #timer: NodeJS.Timeout

  constructor(needs: Needs) {
    this.#needs = needs
    const check = () => this.checkAll().catch((err) => needs.log.warn({ err }, 'places not checked'))
    this.#timer = setInterval(check, CHECK_MS).unref()
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** To be called before the message is said, so that nothing that becomes of them is missed. */
  async keep(message: InMessage, photos: readonly Photo[]): Promise<void> {
    const awaited = photos.filter(isAwaited)
    if (awaited.length > 0) await addPlaces(this.#needs.db, message, awaited)
  }

  /** To be called after it was said: a picture may have come before its message. */
  async check({ photos, ...message }: Message): Promise<void> {
    const ids = photos.filter(isAwaited).map(({ id }) => id)
    if (ids.length > 0) await this.#ask(message, ids)
  }

  /** Looks after all places that were kept some time ago. */
  async checkAll(now = Date.now()): Promise<void> {
    const { db } = this.#needs
    let last = ''
    for (;;) {
      const places = await placesBefore(db, new Date(now - CHECK_MS), last, MAX_PHOTOS)
      for (const [, mine] of Map.groupBy(places, ({ clientId, authorId }) => `${clientId} ${authorId}`)) {
        const [place] = mine as [Place]
        const ids = mine.map(({ photoId }) => photoId)
        const isSaid = await messageOnce(db, place.roomId, place.authorId, place.clientId)
        if (isSaid) await this.#ask(place, ids)
        else if (place.createdAt.getTime() < now - UNSAID_MS) await removePlaces(db, ids)
      }
      last = places.at(-1)?.photoId ?? ''
      if (places.length < MAX_PHOTOS) return
    }
  }

  /** A picture is there, or what came was none. */
  async settle(inMessage: InMessage, photo: Photo): Promise<void> {
    const { db, feed } = this.#needs
    const said = await this.#said(inMessage)
    if (!said) return
    const changed = await this.#change(said, (message) => withPhoto(message, photo))
    if (photo.state === 'ready') await removePlaces(db, [photo.id])
    const news = changed?.photos.find(({ id }) => id === photo.id)
    if (!news) return
    const { roomId, seq } = said
    feed.toRoom(roomId, { type: photo.state === 'ready' ? 'photo_ready' : 'photo_failed', roomId, seq, photo: news })
  }

  /** A picture is gone, or will not come. A message with nothing left in it goes too. */
  async remove(inMessage: InMessage, photoId: PhotoId): Promise<void> {
    const { db, feed } = this.#needs
    const said = await this.#said(inMessage)
    if (!said) return
    const changed = await this.#change(said, (message) => withoutPhoto(message, photoId))
    await removePlaces(db, [photoId])
    if (!changed) return
    const { roomId, seq, deletedAt } = changed
    if (deletedAt) feed.toRoom(roomId, { type: 'message_deleted', roomId, seq, deletedAt: deletedAt.toISOString() })
    else feed.toRoom(roomId, { type: 'photo_removed', roomId, seq, photoId })
  }

  /** One that is not said yet is looked after when it is. */
  #said({ roomId, authorId, clientId }: InMessage): Promise<Message | undefined> {
    return messageOnce(this.#needs.db, roomId, authorId, clientId)
  }

  async #change(said: Message, change: (message: Message) => Message | undefined): Promise<Message | undefined> {
    if (said.deletedAt) return undefined
    try {
      return await changeMessage(this.#needs.db, said, change)
    } finally {
      this.#forgetNewest(said.roomId)
    }
  }

  async #ask(message: InMessage, photoIds: PhotoId[]): Promise<void> {
    const { photos } = await this.#needs.house.ask(describePhotos, { body: { photoIds } })
    const known = new Map(photos.map((photo) => [photo.id, photo]))
    for (const photoId of photoIds) {
      const photo = known.get(photoId)
      if (!photo) await this.remove(message, photoId)
      else if (photo.state !== 'pending') await this.settle(message, photo)
    }
  }

  #forgetNewest(roomId: RoomId): void {
    const room = this.#needs.rooms.loaded(roomId)
    if (room) this.#needs.newest.forget(room)
  }
}

const isAwaited = ({ state }: Photo) => state !== 'ready'

/** What is written about a picture is the message's, the rest is the picture's. */
function withPhoto(message: Message, photo: Photo): Message | undefined {
  const known = message.photos.find(({ id }) => id === photo.id)
  if (!known || known.state === 'ready' || (known.state === photo.state && known.problem === photo.problem))
    return undefined
  const { alt, caption } = known
  const photos = message.photos.map((other) => (other === known ? { ...photo, alt, caption } : other))
  return { ...message, photos }
}

function withoutPhoto(message: Message, photoId: PhotoId): Message | undefined {
  const photos = message.photos.filter(({ id }) => id !== photoId)
  if (photos.length === message.photos.length) return undefined
  const deletedAt = photos.length === 0 && message.text === '' ? new Date() : null
  return { ...message, photos, deletedAt }
}
