import { randomUUID } from 'node:crypto'
import { renameSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../database.ts'
import { forgetEndedLinks } from '../links/queries.ts'
import { forgetUnattached, uploadsInUse } from '../photos/queries.ts'
import type { Shelf } from './shelf.ts'

/** An uploaded picture that no message carries is kept for a day, for a message still being written. */
const UNATTACHED_MS = 24 * 60 * 60 * 1000
/** Older than what another process has under way, and with the interval below 10 minutes (REL-11). */
const ORPHAN_MS = 5 * 60 * 1000
export const SWEEP_INTERVAL_MS = 4 * 60 * 1000
/** Uploads looked up in one query. */
const BATCH = 200

/** Removes what uploads, crashes and forgotten pictures left: unattached rows, folders without rows, half uploads. */
export async function sweep(db: Db, shelf: Shelf, now = Date.now()): Promise<void> {
  await forgetUnattached(db, new Date(now - UNATTACHED_MS))
  await forgetEndedLinks(db, new Date(now))
  for (const name of await readdir(shelf.incoming)) {
    const folder = join(shelf.incoming, name)
    if (!shelf.isOpen(folder)) await removeIfOld(shelf, folder, now)
  }
  for (const drawer of await readdir(shelf.root)) {
    if (!/^[0-9a-f]{2}$/.test(drawer)) continue
    const uploads = await readdir(join(shelf.root, drawer))
    for (let at = 0; at < uploads.length; at += BATCH) await sweepUploads(db, shelf, uploads.slice(at, at + BATCH), now)
  }
}

async function sweepUploads(db: Db, shelf: Shelf, sha256s: string[], now: number): Promise<void> {
  const inUse = await uploadsInUse(db, sha256s)
  for (const sha256 of sha256s) if (!inUse.has(sha256)) await removeIfOld(shelf, shelf.folderOf(sha256), now)
}

/**
 * An upload that finds its bytes on the shelf makes the folder young. Between our look at its age and the renaming
 * nothing else of this process runs, so a folder that somebody counts on is never taken.
 */
async function removeIfOld(shelf: Shelf, folder: string, now: number): Promise<void> {
  const doomed = join(shelf.incoming, randomUUID())
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (!stat || stat.mtimeMs > now - ORPHAN_MS) return
  renameSync(folder, doomed)
  await shelf.discard(doomed)
}
