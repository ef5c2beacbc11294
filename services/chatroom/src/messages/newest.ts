import { MAX_PAGE, type Message, type Seq } from '@snug/contracts'
import type { Db } from '../database.ts'
import type { LiveRoom } from '../rooms/live-rooms.ts'
import { messagesBefore } from './queries.ts'
import { onWire } from './wire.ts'

/** Messages kept of a room: any first page. */
const KEPT = MAX_PAGE
/** UTF-16 units kept of one room, and of all: some 32 MB at most. Rooms that nobody looked into for longest go first. */
const MAX_WINDOW_SIZE = 256 * 1024
const MAX_SIZE = 16 * 1024 * 1024
/** What a message or a picture has besides its texts. */
const OVERHEAD = 300

/** What is kept of one room. */
interface Window {
  /** Without a hole, the newest last. */
  messages: Message[]
  size: number
  loading: Promise<void> | undefined
  /** The last answer, as long as it is still true. */
  page: { limit: number; json: Buffer } | undefined
}

/**
 * The newest messages of the rooms that people look into. Nearly all reading is of these: a room is opened, a line comes
 * back. They come from the database once, and then from the ledger as it writes them.
 */
export class Newest {
  readonly #db: Db
  /** The least recently read first. */
  readonly #windows = new Map<LiveRoom, Window>()
  #size = 0

  constructor(db: Db) {
    this.#db = db
  }

  /** The room's newest messages, oldest first, as the reply's JSON. */
  async page(room: LiveRoom, limit: number): Promise<Buffer> {
    const window = await this.#open(room)
    if (window.page?.limit !== limit) {
      const items = window.messages.slice(-limit).map(onWire)
      const first = items[0]?.seq ?? 1
      // Numbers have no holes: 1 is the first.
      const json = JSON.stringify({ items, next: null, prev: first > 1 ? first : null })
      window.page = { limit, json: Buffer.from(json) }
    }
    return window.page.json
  }

  /** What was said after `seq`, or undefined when that is not all at hand. */
  after(room: LiveRoom, seq: Seq): Message[] | undefined {
    const messages = this.#windows.get(room)?.messages
    const first = messages?.[0]?.seq
    return first !== undefined && first <= seq + 1 ? messages?.slice(seq + 1 - first) : undefined
  }

  /** What was just committed. */
  add(room: LiveRoom, messages: readonly Message[]): void {
    const window = this.#windows.get(room)
    if (window) this.#extend(window, [...window.messages, ...messages])
  }

  /** To be called after the commit of an edit or a deletion: what was read before, or is being read, may be old. */
  forget(room: LiveRoom): void {
    this.#size -= this.#windows.get(room)?.size ?? 0
    this.#windows.delete(room)
  }

  async #open(room: LiveRoom): Promise<Window> {
    const known = this.#windows.get(room)
    const window = known ?? { messages: [], size: 0, loading: undefined, page: undefined }
    this.#windows.delete(room)
    this.#windows.set(room, window)
    if (!known) window.loading = this.#load(room, window)
    await window.loading
    return window
  }

  async #load(room: LiveRoom, window: Window): Promise<void> {
    const upTo = room.lastSeq
    try {
      const older = await messagesBefore(this.#db, room.id, upTo + 1, KEPT)
      // What was said meanwhile is here already, unless it was so much that its beginning is gone again.
      const next = window.messages[0]?.seq ?? upTo + 1
      const whole = next === upTo + 1 ? [...older, ...window.messages] : window.messages
      if (this.#windows.get(room) === window) this.#extend(window, whole)
      else window.messages = whole // forgotten meanwhile: for who asked already, and nobody else
    } catch (error) {
      if (this.#windows.get(room) === window) this.forget(room)
      throw error
    } finally {
      window.loading = undefined
    }
  }

  #extend(window: Window, messages: Message[]): void {
    let from = messages.length
    let size = 0
    while (from > 0 && messages.length - from < KEPT && size < MAX_WINDOW_SIZE)
      size += sizeOf(messages[--from] as Message)
    this.#size += size - window.size
    Object.assign(window, { messages: messages.slice(from), size, page: undefined })
    for (const [room, other] of this.#windows) {
      if (this.#size <= MAX_SIZE) break
      if (other !== window && !other.loading) this.forget(room)
    }
  }
}

const sizeOf = ({ text, photos }: Message) =>
  OVERHEAD + text.length + photos.reduce((size, { alt }) => size + OVERHEAD + alt.length, 0)
