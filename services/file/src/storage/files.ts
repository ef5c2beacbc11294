import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/** A file is read to be hashed in pieces of this many bytes: each costs a way to another thread and back. */
const READ_BYTES = 1024 * 1024

/** SHA-256 of a file, in hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: READ_BYTES }), hash)
  return hash.digest('hex')
}

/** Resolves when the file, or the list of a folder's files, is on the disk itself. */
export async function flush(path: string): Promise<void> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Bytes of a file; 0 when it is not there. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/** Whether it is there and nobody changed it in the last `ms`. */
export async function isOlderThan(path: string, ms: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && found.mtimeMs <= Date.now() - ms
}
