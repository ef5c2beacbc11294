import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AvatarId, AvatarSize } from '@snug/contracts'
import type { Db } from '../database.ts'
import type { Finding } from '../storage/check.ts'
import { isOlderThan, sizeOf } from '../storage/files.ts'
import type { Shelf } from '../storage/shelf.ts'
import { avatarsAmong, removeAvatar } from './queries.ts'

interface Needs {
  db: Db
  shelf: Shelf
}

/** Folders of avatars that are nobody's and older than so many ms, which a change that was broken off leaves behind. */
export async function strayAvatars({ db, shelf }: Needs, youngMs: number): Promise<string[]> {
  const names = await readdir(shelf.avatars)
  const owned = await avatarsAmong(
    db,
    names.flatMap((name) => AvatarId.safeParse(name).data ?? []),
  )
  const strays: string[] = []
  for (const name of names)
    if (!owned.has(name as AvatarId) && (await isOlderThan(shelf.folderOfAvatar(name), youngMs))) strays.push(name)
  return strays
}

export async function sweepAvatars(needs: Needs, youngMs: number): Promise<void> {
  for (const name of await strayAvatars(needs, youngMs)) await needs.shelf.discard(needs.shelf.folderOfAvatar(name))
}

/** Holds every avatar against its files, and the files against the rows. One that lacks a face cannot be drawn anew. */
export async function* checkAvatars(needs: Needs, repairs: boolean, youngMs: number): AsyncGenerator<Finding> {
  const { db, shelf } = needs
  for (const { id, ownerId } of await db.selectFrom('avatars').select(['id', 'ownerId']).execute()) {
    const missing = await faceMissing(shelf, id)
    // It may have been changed since it was read.
    if (!missing || !(await avatarsAmong(db, [id])).has(id)) continue
    if (repairs) await shelf.discard(shelf.folderOfAvatar((await removeAvatar(db, ownerId)) ?? id))
    yield { where: id, what: `lacks ${missing}`, repair: repairs ? 'row deleted' : undefined }
  }
  for (const name of await strayAvatars(needs, youngMs)) {
    if (repairs) await shelf.discard(shelf.folderOfAvatar(name))
    yield { where: name, what: 'is nobody’s avatar', repair: repairs ? 'files deleted' : undefined }
  }
}

async function faceMissing(shelf: Shelf, id: AvatarId): Promise<AvatarSize | undefined> {
  for (const size of AvatarSize.options) if ((await sizeOf(join(shelf.folderOfAvatar(id), size))) === 0) return size
  return undefined
}
