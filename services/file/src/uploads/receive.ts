import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { MAX_PHOTO_BYTES, Problem } from '@snug/contracts'

/**
 * Writes bytes as `original` into a folder that nobody else uses, counted and hashed on the way.
 * @throws Problem photo_too_large
 */
export async function receive(
  folder: string,
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  const measured = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > MAX_PHOTO_BYTES)
        throw new Problem('photo_too_large', {
          detail: `A picture has at most ${MAX_PHOTO_BYTES} bytes.`,
          limits: { bytes: MAX_PHOTO_BYTES },
        })
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(source, measured, createWriteStream(join(folder, 'original'), { mode: 0o600 }))
  return { sha256: hash.digest('hex'), bytes }
}

/** What a full disk is called outside. */
export function problemOf(error: unknown): unknown {
  if (error instanceof Problem) return error
  const { code = '' } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Problem('storage_full', { cause: error })
  return error
}
