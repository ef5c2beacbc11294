import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { Problem } from '@snug/contracts'
import type { FastifyInstance } from 'fastify'

const ADDRESS_BYTES = 8 * 1024
const HEADER_FIELDS = 100

/** Empty and dotted segments, and what is encoded without need or to deceive: no address of ours has them (SEC-24). */
const ODD_SEGMENT = /\/\/|\\|\/\.{1,2}(?:\/|$)/
/** NUL and line ends, slashes, and what stands for itself anyhow: `-`, `.`, digits, letters, `_`, `~`. */
const ODD_ESCAPE = /%(?:00|0[ad]|2[def]|3\d|[46][1-9a-f]|5[0-9acf]|7[0-9ae])/i

/** Refuses requests whose meaning two programs might read in two ways, before any rule is asked. */
export function refuseOddRequests(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const { url = '', rawHeaders, headers } = raw
    // Node begins all requests that come at once on a connection, and keeps their answers until they can leave in order.
    if (!reply.raw.socket) throw new Problem('too_many_requests', { retryAfter: 1, detail: 'One at a time, please.' })
    if (url.length > ADDRESS_BYTES) throw new Problem('address_too_long')
    if (rawHeaders.length > 2 * HEADER_FIELDS) throw new Problem('headers_too_large')
    const path = url.split('?', 1)[0] ?? ''
    if (!path.startsWith('/') || ODD_SEGMENT.test(path) || ODD_ESCAPE.test(path))
      throw new Problem('malformed', { detail: 'What an odd address.' })
    const { 'transfer-encoding': transfer = 'chunked', 'content-encoding': encoding = 'identity' } = headers
    if (transfer.toLowerCase() !== 'chunked') {
      reply.header('connection', 'close')
      throw new Problem('malformed')
    }
    if (encoding.toLowerCase() !== 'identity')
      throw new Problem('unsupported_type', { detail: 'Send the body uncompressed.' })
    done()
  })
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    if (payload == null || !hasBody(raw) || raw.complete) return done(null, payload)
    reply.header('connection', 'close')
    if (typeof payload === 'string') reply.header('content-length', Buffer.byteLength(payload))
    done(null, Readable.from(answerThenDrain(raw, payload as string | Buffer | Readable)))
  })
}

export const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'

/** A client that is still sending when it is answered has this long to notice, in ms; so many bytes are taken meanwhile. */
const LINGER_MS = 2_000
const LINGER_BYTES = 8 * 1024 * 1024

/**
 * The answer first, then the rest of the body into nothing for a while: a connection closed on unread bytes is reset, and
 * the client would lose the answer.
 */
async function* answerThenDrain(raw: IncomingMessage, payload: string | Buffer | Readable) {
  if (payload instanceof Readable) yield* payload
  else yield payload
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LINGER_MS)
    let bytes = 0
    raw.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > LINGER_BYTES) raw.pause()
    })
    for (const end of ['end', 'close', 'error']) raw.once(end, resolve)
    raw.unpipe().resume()
    raw.once('close', () => clearTimeout(timer))
  })
}
