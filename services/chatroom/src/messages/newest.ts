import { MAX_PAGE, type Revision, type Seq } from '@snug/contracts'
import type { Db } from '../database.ts'
import { inTime } from '../in-time.ts'
import type { LiveRoom } from '../rooms/live-rooms.ts'
import { messagesBefore } from './queries.ts'
import { type Written, written } from './wire.ts'

/** Messages kept of a room: any first page. */
const KEPT = MAX_PAGE
/** Bytes kept of one room, half of what a page may have (SEC-37), and of all. Rooms that nobody looked into for longest go first. */
const MAX_WINDOW_BYTES = 512 * 1024
const MAX_BYTES = 32 * 1024 * 1024
/** What an entry costs besides its JSON. */
const OVERHEAD = 100

/** What is kept of one room. */
interface Window {
  /** Without a hole, the newest last. */
  messages: Written[]
  /** Every change up to this one is in them. */
  revision: Revision
  bytes: number
  loading: Promise<void> | undefined
}

/**
 * The newest messages of the rooms that people look into. Nearly all reading is of these: a room is opened, a line comes
 * back. They come from the database once, and then from the ledger as it writes them.
 */
export class Newest {
  readonly #db: Db
  readonly #timeoutMs: number
  /** The least recently read first. */
  readonly #windows = new Map<LiveRoom, Window>()
  #bytes = 0

  constructor(db: Db, timeoutMs: number) {
    this.#db = db
    this.#timeoutMs = timeoutMs
  }

  /** The room's newest messages, oldest first, as the reply's JSON. */
  async page(room: LiveRoom, limit: number): Promise<Buffer> {
    const { messages, revision } = await this.#open(room)
    const items = messages.slice(-limit)
    const first = items[0]?.seq ?? 1
    const prev = first > 1 ? first : null // numbers have no holes: 1 is the first
    return Buffer.from(
      `{"items":[${items.map(({ json }) => json).join()}],"next":null,"prev":${prev},"revision":${revision}}`,
    )
  }

  /** What was said after `seq`, or undefined when that is not all at hand. */
  after(room: LiveRoom, seq: Seq): Written[] | undefined {
    const messages = this.#windows.get(room)?.messages
    const first = messages?.[0]?.seq
    return first !== undefined && first <= seq + 1 ? messages?.slice(seq + 1 - first) : undefined
  }

  /** What was just committed. */
  add(room: LiveRoom, messages: readonly Written[]): void {
    const window = this.#windows.get(room)
    if (window) this.#fill(window, [...window.messages, ...messages])
  }

  /** To be called after a change: what was read before, or is being read, may be old. */
  forget(room: LiveRoom): void {
    this.#bytes -= this.#windows.get(room)?.bytes ?? 0
    this.#windows.delete(room)
  }

  async #open(room: LiveRoom): Promise<Window> {
    const known = this.#windows.get(room)
    const window = known ?? { messages: [], revision: room.revision, bytes: OVERHEAD, loading: undefined }
    if (!known) this.#bytes += window.bytes
    this.#windows.delete(room)
    this.#windows.set(room, window)
    if (!known) window.loading = this.#load(room, window)
    await window.loading
    return window
  }

  async #load(room: LiveRoom, window: Window): Promise<void> {
    const upTo = room.lastSeq
    try {
      const older = await inTime(messagesBefore(this.#db, room.id, upTo + 1, KEPT), this.#timeoutMs)
      // What was said meanwhile is here already, unless it was so much that its beginning is gone again.
      const next = window.messages[0]?.seq ?? upTo + 1
      const whole = next === upTo + 1 ? [...older.map(written), ...window.messages] : window.messages
      if (this.#windows.get(room) === window) this.#fill(window, whole)
      else window.messages = whole // forgotten meanwhile: for who asked already, and nobody else
    } catch (error) {
      if (this.#windows.get(room) === window) this.forget(room)
      throw error
    } finally {
      window.loading = undefined
    }
  }

  /** As many of the newest as there is room for. */
  #fill(window: Window, messages: Written[]): void {
    let from = messages.length
    let bytes = OVERHEAD
    while (from > 0 && messages.length - from < KEPT && bytes < MAX_WINDOW_BYTES)
      bytes += (messages[--from]?.bytes ?? 0) + OVERHEAD
    this.#bytes += bytes - window.bytes
    Object.assign(window, { messages: messages.slice(from), bytes })
    for (const [room, other] of this.#windows) {
      if (this.#bytes <= MAX_BYTES) break
      if (other !== window && !other.loading) this.forget(room)
    }
  }
}
