import { Attachment, MAX_ALT, MAX_PHOTO_BYTES, MAX_PHOTOS_AT_ONCE, Problem } from '@snug/contracts'
import type { FastifyRequest } from 'fastify'
import type { Picture } from './intake.ts'

export const MULTIPART_LIMITS = {
  files: MAX_PHOTOS_AT_ONCE,
  // One byte more than allowed, so that a file which was cut off there is seen to be too large.
  fileSize: MAX_PHOTO_BYTES + 1,
  // An `alt` and a `caption` for each file, in UTF-8.
  fields: MAX_PHOTOS_AT_ONCE * 2,
  fieldSize: MAX_ALT * 4,
  fieldNameSize: 100,
  parts: MAX_PHOTOS_AT_ONCE * 3,
  headerPairs: 20,
}

type Words = Pick<Picture, 'alt' | 'caption'>
const NO_WORDS: Words = { alt: '', caption: '' }

/**
 * The files of a multipart body, each to be read before the next comes. The fields `alt` and `caption` are about the file after them.
 * @throws Problem malformed, invalid_body, body_too_large
 */
export async function* picturesIn(request: FastifyRequest): AsyncGenerator<Picture> {
  let words = NO_WORDS
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') words = { ...words, ...wordsIn(part) }
      else {
        yield { ...words, bytes: chunksOf(part.file) }
        words = NO_WORDS
      }
    }
  } catch (error) {
    throw refusalOf(error)
  }
}

interface Field {
  fieldname: string
  value: unknown
  valueTruncated: boolean
}

function wordsIn({ fieldname, value, valueTruncated }: Field): Partial<Words> {
  const known = fieldname === 'alt' || fieldname === 'caption'
  const words = known && !valueTruncated ? Attachment.shape[fieldname].safeParse(value) : undefined
  if (words?.success) return { [fieldname]: words.data }
  const detail = known ? 'is too long, or is not text' : 'is not known here'
  throw new Problem('invalid_body', { errors: [{ pointer: `/${fieldname}`, detail }] })
}

async function* chunksOf(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* file
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Whatever the parser stumbles over is the sender's doing. */
function refusalOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if ((error as { statusCode?: number }).statusCode === 413)
    return new Problem('body_too_large', { detail: `At most ${MAX_PHOTOS_AT_ONCE} pictures at once.`, cause: error })
  return new Problem('malformed', { detail: 'The body is not valid multipart/form-data.', cause: error })
}
