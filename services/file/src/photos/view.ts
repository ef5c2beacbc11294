import { Readable } from 'node:stream'
import { Problem, type Variant } from '@snug/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Shelf } from '../storage/shelf.ts'
import { rangeOf } from './byte-range.ts'
import type { PhotoRow } from './queries.ts'

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/heic': 'heic',
}

/** Pictures never change, but who may see them does: only the browser that fetched one keeps it. */
const CACHING = 'private, max-age=31536000, immutable'

/** Sends a variant, or the part asked for, so that it can be nothing but a picture to whoever opens it (SEC-29). */
export async function sendPhoto(
  { request, reply, shelf }: { request: FastifyRequest; reply: FastifyReply; shelf: Shelf },
  photo: PhotoRow,
  variant: Variant,
): Promise<FastifyReply> {
  const etag = `"${photo.id}-${variant}"`
  reply.headers({ etag, 'cache-control': CACHING, 'accept-ranges': 'bytes' })
  if (isKnown(request, etag)) return reply.code(304).send()

  const type = typeOf(photo, variant)
  const file = await shelf.read(photo.sha256, variant)
  const { size } = await file.stat()
  const wanted = request.headers['if-range'] ?? etag
  const range = wanted === etag ? rangeOf(request.headers.range, size) : undefined
  const { first, last } = range === 'none' || !range ? { first: 0, last: size - 1 } : range
  if (range) reply.header('content-range', range === 'none' ? `bytes */${size}` : `bytes ${first}-${last}/${size}`)
  if (range === 'none' || request.method === 'HEAD') await file.close()
  if (range === 'none') {
    reply.removeHeader('etag').header('cache-control', 'no-store')
    throw new Problem('range_not_satisfiable')
  }
  reply.code(range ? 206 : 200).headers({
    'content-type': type,
    'content-length': last - first + 1,
    'content-disposition': `inline; filename="${photo.id}.${EXTENSIONS[type]}"`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
  })
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : file.createReadStream({ start: first, end: last }))
}

function typeOf({ type, cleanType }: PhotoRow, variant: Variant): string {
  if (variant === 'original') return type
  return variant === 'clean' ? cleanType : 'image/webp'
}

function isKnown({ headers }: FastifyRequest, etag: string): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
