import { Readable } from 'node:stream'
import { Problem, type Variant } from '@snug/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { rangeOf } from './byte-range.ts'
import type { Face, Gallery } from './gallery.ts'
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
export const KEPT = 'private, max-age=31536000, immutable'

/** What is sent can be nothing but a picture to whoever opens it (SEC-29). */
export const INERT = {
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

interface Way {
  request: FastifyRequest
  reply: FastifyReply
  gallery: Gallery
  /** How long a browser may do without asking again. */
  caching: string
}

/** Sends a variant, or the part asked for. */
export async function sendPhoto(
  { request, reply, gallery, caching }: Way,
  photo: PhotoRow,
  variant: Variant,
): Promise<FastifyReply> {
  const etag = `"${photo.id}-${variant}"`
  const kept = { etag, 'cache-control': caching, 'accept-ranges': 'bytes' }
  if (isKnown(request, etag)) return reply.code(304).headers(kept).send()

  const face = await open({ request, gallery }, photo, variant)
  const { size } = face
  const type = typeOf(photo, variant)
  const wanted = request.headers['if-range'] ?? etag
  const range = wanted === etag ? rangeOf(request.headers.range, size) : undefined
  if (range === 'none') {
    await close(face)
    reply.header('content-range', `bytes */${size}`)
    throw new Problem('range_not_satisfiable')
  }
  const { first, last } = range ?? { first: 0, last: size - 1 }
  if (range) reply.header('content-range', `bytes ${first}-${last}/${size}`)
  reply.code(range ? 206 : 200).headers({
    ...kept,
    'content-type': type,
    'content-length': last - first + 1,
    'content-disposition': `inline; filename="${photo.id}.${EXTENSIONS[type]}"`,
    ...INERT,
  })
  if (request.method === 'HEAD') {
    await close(face)
    return reply.send(Readable.from([]))
  }
  if ('bytes' in face) return reply.send(range ? face.bytes.subarray(first, last + 1) : face.bytes)
  return reply.send(face.file.createReadStream({ start: first, end: last }))
}

/** A row without its file is our fault: it is told to the log, and the picture is not there. */
async function open({ request, gallery }: Pick<Way, 'request' | 'gallery'>, photo: PhotoRow, variant: Variant) {
  try {
    return await gallery.open(photo, variant)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    // An operator may have chosen to keep no originals.
    if (variant !== 'original') request.log.error({ photoId: photo.id, variant }, 'the file of a picture is missing')
    throw new Problem('photo_not_found', { cause })
  }
}

async function close(face: Face): Promise<void> {
  if ('file' in face) await face.file.close()
}

function typeOf({ type, cleanType }: PhotoRow, variant: Variant): string {
  if (variant === 'original') return type
  return variant === 'clean' ? cleanType : 'image/webp'
}

/** Whether who asks has it already. */
export function isKnown({ headers }: FastifyRequest, etag: string): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
