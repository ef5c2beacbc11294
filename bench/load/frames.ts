export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const

const FINAL = 0x80
const MASKED = 0x80
const MAX_BYTES = 65_535

/**
 * A whole WebSocket frame (RFC 6455, 5.2), of at most 64 KiB. A client's is `masked`, with a mask of zeros: that is
 * allowed, costs the server what any mask does, and leaves the text as it is.
 */
export function frameOf(opcode: number, payload: Buffer | string, masked = false): Buffer {
  const size = Buffer.byteLength(payload)
  if (size > MAX_BYTES) throw new Error(`${size} bytes are too many for a frame here`)
  const head = size < 126 ? 2 : 4
  const from = masked ? head + 4 : head
  const frame = Buffer.alloc(from + size)
  frame[0] = FINAL | opcode
  frame[1] = (masked ? MASKED : 0) | (head === 2 ? size : 126)
  if (head === 4) frame.writeUInt16BE(size, 2)
  if (typeof payload === 'string') frame.write(payload, from)
  else frame.set(payload, from)
  return frame
}

/** Takes one frame of a server's: its payload lies in `bytes` from `from` to `to`, until the call returns. */
export type OnFrame = (opcode: number, bytes: Buffer, from: number, to: number) => void

/** Cuts what comes from a server into frames, in place. */
export class FrameReader {
  readonly #onFrame: OnFrame
  /** The beginning of a frame whose end has not come. */
  #rest: Buffer | undefined

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame
  }

  /** Keeps nothing of `chunk` itself. */
  read(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk
    let at = 0
    while (bytes.length - at >= 2) {
      const long = bytes[at + 1] === 126
      if (long && bytes.length - at < 4) break
      const from = at + (long ? 4 : 2)
      const to = from + (long ? bytes.readUInt16BE(at + 2) : (bytes[at + 1] as number))
      if (to > bytes.length) break
      const first = bytes[at] as number
      if ((first & FINAL) === 0 || (bytes[at + 1] as number) > 126) throw new Error('a frame in parts, or a huge one')
      this.#onFrame(first & 0x0f, bytes, from, to)
      at = to
    }
    this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined
  }
}
