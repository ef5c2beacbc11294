import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'

/** An answer with more bytes streams, so that no reader who does not read fills our memory (REL-17). */
const WHOLE_BYTES = 128 * 1024
/** Answers that have no body, whatever their route is. */
const EMPTY = new Set([204, 304])

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer | Readable | null
}

/**
 * One request at a service. What says that it is long streams from its first byte; a short answer is taken whole, as a stream
 * would cost more than its bytes, and so that one which breaks off is none.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #answer = Promise.withResolvers<Answer>()
  /** An answer to HEAD tells a length, and nothing comes after it. */
  readonly #isHead: boolean
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #chunks: Buffer[] = []
  #length = 0
  #stream: Readable | undefined
  #stopped: Error | undefined
  #isOver = false

  constructor(isHead: boolean) {
    this.#isHead = isHead
  }

  /** The answer, or why there is none. Once it streams, the stream tells of a failure. */
  get answer(): Promise<Answer> {
    return this.#answer.promise
  }

  /** Gives up, whether the request waits, runs or streams; when it is over already, nothing happens. */
  stop(why: string): void {
    if (this.#isOver) return
    const reason = new Error(why)
    this.#fail(reason)
    this.#controller?.abort(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#stopped) controller.abort(this.#stopped)
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
    const isLong = this.#isHead || Number(headers['content-length']) > WHOLE_BYTES
    if (isLong && !EMPTY.has(status)) this.#begin(controller)
  }

  #begin(controller: Dispatcher.DispatchController): void {
    const body = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        this.stop('nobody reads the answer')
        done(error)
      },
    })
    body.on('error', () => undefined) // it may fail before anybody reads it; who reads hears of it
    for (const chunk of this.#chunks) body.push(chunk)
    this.#chunks = []
    this.#stream = body
    this.#answer.resolve({ status: this.#status, headers: this.#headers, body })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#stream) {
      if (!this.#stream.push(chunk)) controller.pause()
      return
    }
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#length > WHOLE_BYTES && !EMPTY.has(this.#status)) this.#begin(controller)
  }

  onResponseEnd(): void {
    this.#isOver = true
    if (this.#stream) this.#stream.push(null)
    else this.#answer.resolve({ status: this.#status, headers: this.#headers, body: this.#whole() })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error)
  }

  #whole(): Buffer | null {
    if (EMPTY.has(this.#status)) return null
    const [first] = this.#chunks
    return first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#length)
  }

  #fail(error: Error): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#stopped = error
    this.#answer.reject(error)
    this.#stream?.destroy(error)
  }
}
