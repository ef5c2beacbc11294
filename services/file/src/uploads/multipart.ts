import { Attachment, MAX_ALT, MAX_PHOTO_BYTES, MAX_PHOTOS, Problem } from '@snug/contracts'
import type { FastifyRequest } from 'fastify'
import type { Picture } from './intake.ts'

export const MULTIPART_LIMITS = {
  files: MAX_PHOTOS,
  // One byte more than allowed, so that a file which was cut off there is seen to be too large.
  fileSize: MAX_PHOTO_BYTES + 1,
  // An `alt` for each file, in UTF-8.
  fields: MAX_PHOTOS,
  fieldSize: MAX_ALT * 4,
  fieldNameSize: 100,
  parts: MAX_PHOTOS * 2,
  headerPairs: 20,
}

/**
 * The files of a multipart body, each to be read before the next comes. A field `alt` describes the file after it.
 * @throws Problem malformed, invalid_body, body_too_large
 */
export async function* picturesIn(request: FastifyRequest): AsyncGenerator<Picture> {
  let alt = ''
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') alt = altIn(part)
      else {
        yield { alt, bytes: chunksOf(part.file) }
        alt = ''
      }
    }
  } catch (error) {
    throw refusalOf(error)
  }
}

function altIn({ fieldname, value, valueTruncated }: { fieldname: string; value: unknown; valueTruncated: boolean }) {
  const alt = Attachment.shape.alt.safeParse(value)
  if (fieldname === 'alt' && !valueTruncated && alt.success) return alt.data
  const detail = fieldname === 'alt' ? `is longer than ${MAX_ALT} characters, or is not text` : 'is not known here'
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
    return new Problem('body_too_large', { detail: `At most ${MAX_PHOTOS} pictures at once.`, cause: error })
  return new Problem('malformed', { detail: 'The body is not valid multipart/form-data.', cause: error })
}
