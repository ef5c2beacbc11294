import type { PhotoId, ProblemCode, ProfileId } from '@snug/contracts'
import { Problem } from '@snug/contracts'
import type { Outbox } from '@snug/service-kit/database'
import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../database.ts'
import type { Removal } from '../storage/removal.ts'
import type { Shelf } from '../storage/shelf.ts'
import { type Intake, newPhoto } from './intake.ts'
import { fail, receivedUploads, settle, type UploadRow } from './queries.ts'

/** Pictures of one person that stand in the darkroom's line, which is short; the others wait here, and in their rows. */
const EACH_AT_ONCE = 8
/** The disk was full, the line long or the database away: tried again after this, and each time after twice as long. */
const RETRY_MS = { first: 2_000, last: 60_000 }
/** What is wrong with the picture itself, so that another try would end in the same way. */
const FINAL: ReadonlySet<ProblemCode> = new Set([
  'unsupported_photo',
  'broken_photo',
  'photo_too_large',
  'upload_damaged',
])

interface Needs {
  db: Db
  shelf: Shelf
  intake: Intake
  removal: Removal
  outbox: Pick<Outbox, 'flush'>
  log: FastifyBaseLogger
}

interface Person {
  waiting: UploadRow[]
  /** How many of theirs are being developed. */
  busy: number
}

/** Received pictures that are developed after their sender was answered: all of them, whatever dies in between. */
export class Backlog {
  readonly #needs: Needs
  readonly #people = new Map<ProfileId, Person>()
  readonly #known = new Set<PhotoId>()
  #isClosed = false
  #timer: NodeJS.Timeout | undefined
  #retryMs = RETRY_MS.first

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Takes up what an earlier process received, and what could not be developed when it came. */
  async resume(): Promise<void> {
    try {
      for (const upload of await receivedUploads(this.#needs.db)) this.add(upload)
    } catch (err) {
      this.#needs.log.warn({ err }, 'received pictures not looked up')
      this.#resumeSoon()
    }
  }

  /** A picture whose row says that it was received. */
  add(upload: UploadRow): void {
    if (this.#known.has(upload.id)) return
    this.#known.add(upload.id)
    const person = this.#people.getOrInsertComputed(upload.ownerId, () => ({ waiting: [], busy: 0 }))
    person.waiting.push(upload)
    this.#next(upload.ownerId, person)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #next(id: ProfileId, person: Person): void {
    while (person.busy < EACH_AT_ONCE && !this.#isClosed) {
      const upload = person.waiting.shift()
      if (!upload) break
      person.busy++
      this.#develop(upload).finally(() => {
        person.busy--
        this.#known.delete(upload.id)
        this.#next(id, person)
      })
    }
    if (person.busy === 0 && person.waiting.length === 0) this.#people.delete(id)
  }

  async #develop(upload: UploadRow): Promise<void> {
    const { outbox, log } = this.#needs
    try {
      await this.#finish(upload)
      this.#retryMs = RETRY_MS.first
      void outbox.flush()
    } catch (err) {
      if (this.#isClosed) return
      log.warn({ err, photoId: upload.id }, 'not developed yet')
      this.#resumeSoon()
    }
  }

  /** @throws unknown when it is to be tried again */
  async #finish(upload: UploadRow): Promise<void> {
    const { db, shelf, intake, removal } = this.#needs
    const { id, ownerId, bytes } = upload
    const sha256 = upload.sha256 as string // which is known of all that was received
    const folder = shelf.folderOfUpload(id)
    const letGo = await shelf.hold(sha256)
    const unclaim = shelf.claim(folder) // should it be given up meanwhile, its worker still reads it
    let isWanted = true
    try {
      if (!(await shelf.has(sha256)) && !(await shelf.hasUpload(id))) throw new Problem('upload_damaged')
      const about = await intake.develop({ folder, sha256, bytes }, ownerId)
      isWanted = await settle(db, id, (row) => newPhoto({ ...row, sha256 }, about))
    } catch (error) {
      if (!(error instanceof Problem && FINAL.has(error.code))) throw error
      await shelf.discard(folder) // before anybody hears of it and sends the bytes again
      await fail(db, id, error.code)
      return
    } finally {
      letGo()
      unclaim()
    }
    await shelf.discard(folder)
    if (!isWanted) await removal.removeFiles(sha256)
  }

  #resumeSoon(): void {
    if (this.#timer) return // what fails together waits together, and no longer for being many
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.resume()
    }, this.#retryMs).unref()
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.last)
  }
}
