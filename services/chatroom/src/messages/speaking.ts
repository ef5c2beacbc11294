import {
  type Attachment,
  addInlinePhotos,
  attachPhotos,
  type Message,
  type NewMessage,
  type PhotoId,
  Problem,
  type ProfileId,
  type RoomId,
} from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../database.ts'
import type { Places } from '../places/places.ts'
import type { LiveRooms } from '../rooms/live-rooms.ts'
import { type Draft, requireAnswerable } from './drafts.ts'
import type { Ledger } from './ledger.ts'
import { requireFewWords } from './photos.ts'
import { messageOnce } from './queries.ts'

export interface Speech extends NewMessage {
  roomId: RoomId
  authorId: ProfileId
  attachments?: Attachment[] | undefined
}

interface Needs {
  db: Db
  house: House
  rooms: LiveRooms
  ledger: Ledger
  places: Places
  log: FastifyBaseLogger
}

/** What both doors, REST and the socket, do with something a person says: see to its pictures, then write it down. */
export class Speaking {
  readonly #db: Db
  readonly #house: House
  readonly #rooms: LiveRooms
  readonly #ledger: Ledger
  readonly #places: Places
  readonly #log: FastifyBaseLogger

  constructor({ db, house, rooms, ledger, places, log }: Needs) {
    this.#db = db
    this.#house = house
    this.#rooms = rooms
    this.#ledger = ledger
    this.#places = places
    this.#log = log
  }

  /** @throws Problem as the ledger does, and as file does about the pictures */
  say({ attachments = [], photoIds, ...said }: Speech): Promise<Message> {
    if (attachments.length + photoIds.length > 0) return this.#show(said, photoIds, attachments)
    if (said.text.trim() !== '') return this.#ledger.post({ ...said, photos: [] })
    return Promise.reject(new Problem('invalid_body', { errors: [{ pointer: '/text', detail: 'says nothing' }] }))
  }

  async #show(said: Omit<Draft, 'photos'>, photoIds: PhotoId[], attachments: Attachment[]): Promise<Message> {
    const { roomId, authorId, clientId } = said
    requireAnswerable(await this.#rooms.openFor(authorId, roomId), said)
    const first = await messageOnce(this.#db, roomId, authorId, clientId)
    if (first) return first
    const by = { roomId, ownerId: authorId }
    const added =
      attachments.length > 0 ? await this.#house.ask(addInlinePhotos, { body: { ...by, attachments } }) : { photos: [] }
    const all = [...photoIds, ...added.photos.map(({ id }) => id)]
    await this.#places.keep(said, all)
    const { photos } = await this.#house.ask(attachPhotos, { body: { ...by, clientId, photoIds: all } })
    try {
      requireFewWords(photos)
    } catch (error) {
      await this.#places.giveBack(said)
      throw error
    }
    const message = await this.#ledger.post({ ...said, photos })
    this.#places.check(message, all).catch((err) => this.#log.info({ err }, 'places not checked yet'))
    return message
  }
}
