import { describePhotos, type Message, type Photo, type PhotoId } from '@snug/contracts'
import type { House } from '@snug/service-kit'
import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../database.ts'
import type { Changed, Changes } from '../messages/changes.ts'
import { messageOnce } from '../messages/queries.ts'
import { deletionOf } from '../messages/wire.ts'
import { addPlaces, type InMessage, messagesWithPlaces, placesOf, release, removePlaces } from './queries.ts'

/** News of a picture that did not find its message, since that was not said yet, is asked for again this often. */
const CHECK_MS = 60_000
/** A message that was not said so long after its pictures were taken never will be. */
const UNSAID_MS = 60 * 60 * 1000

interface Needs {
  db: Db
  house: House
  changes: Changes
  log: FastifyBaseLogger
}

/**
 * The places in messages for pictures, from before a message is said until all its pictures are there. File tells when one is;
 * what is missed then, since something died or was too quick, is asked for. Pictures of a message that was never said, or
 * not with them, are given back.
 */
export class Places {
  readonly #needs: Needs
  readonly #timer: NodeJS.Timeout
  #checking: Promise<void> | undefined

  constructor(needs: Needs) {
    this.#needs = needs
    this.#timer = setInterval(() => {
      this.#checking ??= this.checkAll()
        .catch((err) => needs.log.warn({ err }, 'places not checked'))
        .finally(() => {
          this.#checking = undefined
        })
    }, CHECK_MS).unref()
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** To be called before file is asked for them, so that none is taken for a message that is never said. */
  keep(message: InMessage, photoIds: readonly PhotoId[]): Promise<void> {
    return addPlaces(this.#needs.db, message, photoIds)
  }

  /**
   * To be called after it was said: pictures may have come before their message.
   * @param taken what was taken for it now, though it may have been said before with others
   */
  async check(message: Message, taken: readonly PhotoId[] = []): Promise<void> {
    const { db } = this.#needs
    const kept = [...new Set([...(await placesOf(db, message)), ...taken])]
    const shown = new Map(message.photos.map((photo) => [photo.id, photo]))
    const strange = kept.filter((id) => !shown.has(id))
    await db.transaction().execute(async (transaction) => {
      await release(transaction, message, strange)
      await removePlaces(transaction, message, [...strange, ...kept.filter((id) => shown.get(id)?.state === 'ready')])
    })
    const awaited = kept.filter((id) => shown.has(id) && shown.get(id)?.state !== 'ready')
    if (awaited.length > 0) await this.#ask(message, awaited)
  }

  /** Looks after all places that were kept some time ago. */
  async checkAll(now = Date.now()): Promise<void> {
    const { db, log } = this.#needs
    for (const { since, ...place } of await messagesWithPlaces(db, new Date(now - CHECK_MS))) {
      try {
        const message = await this.#said(place)
        if (message) await this.check(message)
        else if (since.getTime() < now - UNSAID_MS) await this.giveBack(place)
      } catch (err) {
        log.info({ err, ...place }, 'places not checked yet')
      }
    }
  }

  /** A picture is there, or what came was none. */
  async settle(inMessage: InMessage, photo: Photo): Promise<void> {
    const { db, changes } = this.#needs
    const said = await this.#said(inMessage)
    if (!said) return
    const tell = (message: Changed) => settledOf(message, message.photos.find(({ id }) => id === photo.id) ?? photo)
    if (!said.deletedAt) await changes.change(said, (message) => withPhoto(message, photo), tell)
    if (photo.state === 'ready') await removePlaces(db, said, [photo.id])
  }

  /** A picture is gone, or will not come. A message with nothing left in it goes too. */
  async remove(inMessage: InMessage, photoId: PhotoId): Promise<void> {
    const { db, changes } = this.#needs
    const said = await this.#said(inMessage)
    if (!said) return
    const tell = (message: Changed) => (message.deletedAt ? deletionOf(message) : removalOf(message, photoId))
    if (!said.deletedAt) await changes.change(said, (message) => withoutPhoto(message, photoId), tell)
    await removePlaces(db, said, [photoId])
  }

  /** One that is not said yet is looked after when it is. */
  #said({ roomId, authorId, clientId }: InMessage): Promise<Message | undefined> {
    return messageOnce(this.#needs.db, roomId, authorId, clientId)
  }

  /** What was taken for a message that is not said. */
  giveBack(place: InMessage): Promise<void> {
    return this.#needs.db.transaction().execute(async (transaction) => {
      const photoIds = await placesOf(transaction, place)
      await release(transaction, place, photoIds)
      await removePlaces(transaction, place, photoIds)
    })
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
}

const settledOf = ({ roomId, seq, revision }: Changed, photo: Photo) => ({
  type: photo.state === 'ready' ? ('photo_ready' as const) : ('photo_failed' as const),
  ...{ roomId, seq, revision, photo },
})

const removalOf = ({ roomId, seq, revision }: Changed, photoId: PhotoId) => ({
  type: 'photo_removed' as const,
  ...{ roomId, seq, revision, photoId },
})

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
  const deletedAt = photos.length === 0 && message.text.trim() === '' ? new Date() : null
  return { ...message, photos, deletedAt }
}
