import type { FeedRequest } from '@snug/service-kit'
import type { Listener } from './hub.ts'

/** What changes within this time, in ms, is told together: a line that opens asks for its rooms one by one. */
const TELL_MS = 50

/**
 * Where people let themselves be seen. Chatroom is told whenever that changes, of each line all its rooms, and of all lines when the
 * feed is open again. A line that never appears costs nothing.
 */
export class Appearances {
  readonly #send: (request: FeedRequest) => boolean
  readonly #seen = new Set<Listener>()
  readonly #untold = new Map<Listener, 'appear' | 'vanish'>()
  #timer: NodeJS.Timeout | undefined

  constructor(send: (request: FeedRequest) => boolean) {
    this.#send = send
  }

  /** The line asks to be seen in its rooms, or not any more. */
  appear(line: Listener, here: boolean): void {
    if (here === this.#seen.has(line)) return
    if (here) this.#seen.add(line)
    else this.#seen.delete(line)
    this.#note(line, 'appear')
  }

  /** The line began to hear a room, or ceased to. */
  moved(line: Listener): void {
    if (this.#seen.has(line)) this.#note(line, 'appear')
  }

  closed(line: Listener): void {
    if (this.#seen.delete(line) || this.#untold.has(line)) this.#note(line, 'vanish')
  }

  /** What to say on a feed that is open again, and knows of nobody. */
  all(): FeedRequest[] {
    this.stop()
    return Array.from(this.#seen, (line) => this.#appearanceOf(line))
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#untold.clear()
  }

  #note(line: Listener, what: 'appear' | 'vanish'): void {
    this.#untold.set(line, what)
    this.#timer ??= setTimeout(() => this.#tell(), TELL_MS).unref()
  }

  /** What cannot be told now waits for the feed. */
  #tell(): void {
    this.#timer = undefined
    for (const [line, what] of this.#untold) {
      if (!this.#send(what === 'vanish' ? { type: 'vanish', line: line.id } : this.#appearanceOf(line))) {
        this.#timer = setTimeout(() => this.#tell(), TELL_MS).unref()
        return
      }
      this.#untold.delete(line)
    }
  }

  #appearanceOf(line: Listener): FeedRequest {
    const roomIds = this.#seen.has(line) ? [...line.rooms] : []
    return { type: 'appear', line: line.id, profileId: line.profileId, roomIds }
  }
}
