import type { IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import { BODY_BYTES, Problem } from '@snug/contracts'
import type { Config } from '../config.ts'
import { hasBody } from '../door/requests.ts'

/** A service that takes nothing of an upload for this long, in ms, hangs. */
const STALL_MS = 10_000
const TICK_MS = 1_000

/** A request's body on its way to a service: whole when it is short, else its beginning and a stream of the rest. */
export interface Body {
  content: Buffer | Transform | null
  streamed: boolean
  /** Resolves when all of it has gone to the service. */
  sent: Promise<unknown>
}

/**
 * Takes a body in. The first 64 KiB are waited for here, so that whoever sends slowly keeps no connection of a service busy;
 * what is longer then streams through, counted.
 * @throws Problem `body_too_large`
 */
export async function receive(raw: IncomingMessage, limit: number, pace: Config): Promise<Body> {
  if (!hasBody(raw) || raw.method === 'GET' || raw.method === 'HEAD')
    return { content: null, streamed: false, sent: Promise.resolve() }
  if (Number(raw.headers['content-length'] ?? 0) > limit) throw new Problem('body_too_large')
  const meter = new Meter(limit)
  watch(raw, meter, { ...pace, steady: limit > BODY_BYTES })

  const { bytes, whole } = await beginning(raw, meter)
  if (whole) return { content: bytes, streamed: false, sent: Promise.resolve() }
  const { promise: sent, resolve } = Promise.withResolvers()
  meter.once('end', resolve)
  meter.seen = 0 // what was kept passes through the meter now
  meter.write(bytes)
  raw.pipe(meter)
  return { content: meter, streamed: true, sent }
}

async function beginning(raw: IncomingMessage, meter: Meter): Promise<{ bytes: Buffer; whole: boolean }> {
  const chunks: Buffer[] = []
  for await (const chunk of raw.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk)
    meter.seen += chunk.length
    if (meter.seen > meter.limit) throw new Problem('body_too_large')
    if (meter.seen > BODY_BYTES) return { bytes: Buffer.concat(chunks), whole: false }
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}

class Meter extends Transform {
  seen = 0
  readonly limit: number

  constructor(limit: number) {
    super()
    this.limit = limit
    // Who sends it on hears of a failure by itself; when nobody does any more, it concerns nobody.
    this.on('error', () => undefined)
  }

  override _transform(chunk: Buffer, _: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.seen += chunk.length
    if (this.seen > this.limit) done(new Problem('body_too_large'))
    else done(null, chunk)
  }
}

interface Pace {
  BODY_MS: number
  UPLOAD_BYTES_PER_SECOND: number
  /** Bytes buy time: the body may take as long as it keeps the pace. */
  steady: boolean
}

/** Closes on a client that is slower than the pace, and gives up on a service that takes nothing of what has come. */
function watch(raw: IncomingMessage, meter: Meter, { BODY_MS, UPLOAD_BYTES_PER_SECOND, steady }: Pace): void {
  if (raw.destroyed) return // who has left already closes no second time
  let behind = 0
  let stalled = 0
  let seen = 0
  const timer = setInterval(() => {
    stalled = meter.writableNeedDrain ? stalled + TICK_MS : 0
    if (stalled >= STALL_MS) meter.destroy(new Problem('unavailable', { retryAfter: 1 }))
    // Bytes that came fast pay for their own second only: nobody buys a long silence with a quick start.
    const paid = steady ? ((meter.seen - seen) / UPLOAD_BYTES_PER_SECOND) * 1000 : 0
    if (stalled === 0) behind = Math.max(0, behind + TICK_MS - paid)
    seen = meter.seen
    if (behind >= BODY_MS) raw.destroy()
  }, TICK_MS)
  for (const end of ['end', 'close']) raw.once(end, () => clearInterval(timer))
}
