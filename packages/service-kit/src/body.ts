import type { IncomingMessage } from 'node:http'
import { Problem } from '@snug/contracts'
import type { FastifyRequest } from 'fastify'

/**
 * Reads a body into one buffer, as long as was announced or else as the route takes at most: so a long one is never there
 * twice, in pieces and joined. Of a large buffer, only what was written to takes memory.
 * @throws Problem body_too_large, malformed
 */
export async function readBody({ headers, routeOptions }: FastifyRequest, payload: IncomingMessage): Promise<Buffer> {
  const { bodyLimit } = routeOptions
  const length = Number(headers['content-length'] ?? bodyLimit)
  if (length > bodyLimit) throw new Problem('body_too_large')
  const body = Buffer.allocUnsafe(length)
  let read = 0
  await new Promise<void>((resolve, reject) => {
    payload.on('data', (chunk: Buffer) => {
      if (read + chunk.length > length) return reject(new Problem('body_too_large'))
      body.set(chunk, read)
      read += chunk.length
    })
    payload.once('end', resolve)
    const brokeOff = (cause?: Error) => reject(new Problem('malformed', { detail: 'The body broke off.', cause }))
    payload.once('error', brokeOff)
    payload.once('close', brokeOff)
  })
  return body.subarray(0, read)
}
