import { copyFile, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PhotoId, Problem, Variant } from '@snug/contracts'
import { checkAvatars } from '../avatars/check.ts'
import type { Darkroom } from '../darkroom/darkroom.ts'
import type { Db } from '../database.ts'
import { findPhoto, type PhotoRow } from '../photos/queries.ts'
import { findUpload } from '../uploads/queries.ts'
import { hashOf, isOlderThan, sizeOf } from './files.ts'
import { neededAmong, type Removal } from './removal.ts'
import { ABOUT, type Shelf } from './shelf.ts'
import { ORPHAN_MS } from './sweeper.ts'

const SPOILT = 'has another original'

/** Rows read in one query. */
const BATCH = 500

/** Something that does not match, and what was done about it. */
export interface Finding {
  /** Which picture, upload, avatar or file. */
  where: string
  what: string
  repair: 'drawn anew' | 'original deleted' | 'row deleted' | 'files deleted' | 'to be sent again' | undefined
}

interface Needs {
  db: Db
  shelf: Shelf
  removal: Removal
  darkroom: Darkroom
}

interface Options {
  /** Whether what is found is also mended. */
  repairs: boolean
  /** Files younger than this, in ms, may be on their way and are let be, so that it can run beside the service. */
  youngMs?: number
}

/** Holds every row against its files, and every file against the rows. */
export async function* checkStorage(needs: Needs, { repairs, youngMs = ORPHAN_MS }: Options): AsyncGenerator<Finding> {
  yield* checkPhotos(needs, repairs)
  yield* checkUploads(needs, repairs)
  yield* checkShelf(needs, repairs, youngMs)
  yield* checkAvatars(needs, repairs, youngMs)
}

async function* checkPhotos(needs: Needs, repairs: boolean): AsyncGenerator<Finding> {
  const { db, shelf } = needs
  let last = '' as PhotoId
  const sound = new Set<string>()
  for (;;) {
    const photos = await db.selectFrom('photos').selectAll().where('id', '>', last).orderBy('id').limit(BATCH).execute()
    for (const photo of photos) {
      const what = sound.has(photo.sha256) ? undefined : await faultOf(shelf, photo)
      if (!what) sound.add(photo.sha256)
      // It may have been deleted since it was read.
      else if (await findPhoto(db, photo.id)) {
        yield { where: photo.id, what, repair: repairs ? await mend(needs, photo, what) : undefined }
      }
    }
    last = photos.at(-1)?.id ?? last
    if (photos.length < BATCH) return
  }
}

/** What is wrong with the files of a picture; undefined when nothing is. */
async function faultOf(shelf: Shelf, { sha256, type, cleanType, width, height, thumbhash }: PhotoRow) {
  const folder = shelf.folderOf(sha256)
  const names = new Set(await readdir(folder).catch(() => []))
  if (names.size === 0) return 'has no files'
  for (const name of [...Variant.options, ABOUT])
    if (name !== 'original' && !(names.has(name) && (await sizeOf(join(folder, name))) > 0)) return `lacks ${name}`
  const about = parsed(await readFile(join(folder, ABOUT), 'utf8').catch(() => ''))
  for (const [name, value] of Object.entries({ type, cleanType, width, height, thumbhash }))
    if (about[name] !== value) return `is not what its files are: ${name}`
  // An operator may have chosen not to keep it.
  if (names.has('original') && (await hashOf(join(folder, 'original'))) !== sha256) return SPOILT
  return undefined
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Draws the faces anew from an original that is whole; without one the picture is gone. */
async function mend(needs: Needs, photo: PhotoRow, what: string): Promise<Finding['repair']> {
  const { shelf, removal } = needs
  const original = join(shelf.folderOf(photo.sha256), 'original')
  if (what === SPOILT) {
    await rm(original)
    return 'original deleted'
  }
  if ((await hashOf(original).catch(() => '')) === photo.sha256)
    return (await drawAnew(needs, photo, original)) ? 'drawn anew' : undefined
  await removal.remove({ photoIds: [photo.id] }, { tellsMessages: true })
  return 'row deleted'
}

/** @returns false when the darkroom does not open it, as when HEIC was switched off since */
async function drawAnew({ db, shelf, darkroom }: Needs, { sha256, ownerId }: PhotoRow, original: string) {
  const folder = await shelf.newFolder()
  try {
    await copyFile(original, join(folder, 'original'))
    const about = await darkroom.develop(folder, await darkroom.inspect(folder, ownerId), ownerId)
    await shelf.replace(folder, sha256, about)
    const row = { ...about, animated: Number(about.animated) }
    await db.updateTable('photos').set(row).where('sha256', '=', sha256).execute()
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  } finally {
    await shelf.discard(folder)
  }
}

async function* checkUploads({ db, shelf }: Needs, repairs: boolean): AsyncGenerator<Finding> {
  for (const { id } of await db.selectFrom('uploads').select('id').where('receivedAt', 'is not', null).execute()) {
    const size = await sizeOf(join(shelf.folderOfUpload(id), 'original'))
    const upload = await findUpload(db, id)
    const isOnShelf = upload?.sha256 && (await shelf.find(upload.sha256))
    if (!upload?.receivedAt || size === upload.bytes || isOnShelf) continue
    if (repairs) await db.updateTable('uploads').set({ receivedAt: null }).where('id', '=', id).execute()
    yield { where: id, what: 'was received and is not here', repair: repairs ? 'to be sent again' : undefined }
  }
}

async function* checkShelf(needs: Needs, repairs: boolean, youngMs: number): AsyncGenerator<Finding> {
  const { db, shelf, removal } = needs
  for await (const sha256s of shelf.drawers()) {
    for (const sha256 of sha256s) {
      if ((await neededAmong(db, [sha256])).has(sha256) || !(await isOlderThan(shelf.folderOf(sha256), youngMs)))
        continue
      const repair = repairs && (await removal.removeFiles(sha256)) ? 'files deleted' : undefined
      yield { where: sha256, what: 'is needed by no picture', repair }
    }
  }
  for (const name of await readdir(shelf.incoming)) {
    const folder = join(shelf.incoming, name)
    const id = PhotoId.safeParse(name).data
    if ((id && (await findUpload(db, id))) || !(await isOlderThan(folder, youngMs))) continue
    if (repairs) await shelf.discard(folder)
    yield { where: name, what: 'is left of an upload', repair: repairs ? 'files deleted' : undefined }
  }
}
