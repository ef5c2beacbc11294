import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PhotoId } from '@snug/contracts'
import { sweepAvatars } from '../avatars/check.ts'
import type { Db } from '../database.ts'
import { forgetEndedLinks } from '../links/queries.ts'
import { uploadsByIds } from '../uploads/queries.ts'
import { isOlderThan } from './files.ts'
import { neededAmong, type Removal } from './removal.ts'
import type { Shelf } from './shelf.ts'

/** A picture that no message carries, or whose bytes do not come, is kept for a day, for a message still being written. */
const PATIENCE_MS = 24 * 60 * 60 * 1000
/** Older than what another process has under way, and with the interval below 10 minutes (REL-11). */
export const ORPHAN_MS = 5 * 60 * 1000
export const SWEEP_INTERVAL_MS = 4 * 60 * 1000
/** Folders looked up in one query. */
const BATCH = 200

interface Needs {
  db: Db
  shelf: Shelf
  removal: Removal
}

/** Removes what uploads, crashes and forgotten pictures left: rows that nothing came of, folders without rows, half uploads. */
export async function sweep({ db, shelf, removal }: Needs, now = Date.now()): Promise<void> {
  await forgetEndedLinks(db, new Date(now))
  const createdBefore = new Date(now - PATIENCE_MS)
  await removal.remove({ createdBefore, isAwaited: true }, { tables: ['uploads'], tellsMessages: true })
  await removal.remove({ createdBefore, isUnattached: true }, { tables: ['photos'] })
  const youngMs = Date.now() - now + ORPHAN_MS
  const isOld = (folder: string) => isOlderThan(folder, youngMs)
  for (const names of inBatches(await readdir(shelf.incoming))) {
    const awaited = await awaitedAmong(db, names)
    for (const name of names) {
      const folder = join(shelf.incoming, name)
      if (!awaited.has(name) && !shelf.isOpen(folder) && (await isOld(folder))) await shelf.discard(folder)
    }
  }
  for await (const sha256s of shelf.drawers()) {
    for (const batch of inBatches(sha256s)) {
      const needed = await neededAmong(db, batch)
      for (const sha256 of batch)
        if (!needed.has(sha256) && (await isOld(shelf.folderOf(sha256)))) await removal.removeFiles(sha256)
    }
  }
  await sweepAvatars({ db, shelf }, youngMs)
}

/** Which of the folders belong to uploads that are still to come, or to be developed. */
async function awaitedAmong(db: Db, names: string[]): Promise<Set<string>> {
  const ids = names.flatMap((name) => PhotoId.safeParse(name).data ?? [])
  const uploads = ids.length > 0 ? await uploadsByIds(db, ids) : []
  return new Set(uploads.map(({ id }) => id))
}

function* inBatches(names: string[]): Generator<string[]> {
  for (let at = 0; at < names.length; at += BATCH) yield names.slice(at, at + BATCH)
}
