import { MAX_PHOTO_BYTES, type ProfileId } from '@snug/contracts'
import { database, type KeptDraft, ofOwner, together } from '../session/database.ts'
import { putFiles, withFilesOf } from './kept-files.ts'
import type { Picture } from './picture.ts'
import type { RoomDraft } from './tray.ts'

export type NamedDraft = Omit<KeptDraft, 'pictures'> & RoomDraft

/** Keeps a draft as it is now; an empty one is forgotten. @param gone pictures that were taken out of it */
export function keepDraft({ tray, ...draft }: NamedDraft, gone: readonly Picture['id'][]): Promise<void> {
  const pictures = tray.filter(({ file }) => file.size <= MAX_PHOTO_BYTES)
  return together(['drafts', 'files'], async (kept) => {
    const [drafts, files] = [kept.objectStore('drafts'), kept.objectStore('files')]
    await Promise.all(gone.map((id) => files.delete(id)))
    await putFiles(files, pictures)
    if (isEmpty({ ...draft, tray: pictures })) await drafts.delete([draft.ownerId, draft.roomId])
    else await drafts.put({ ...draft, pictures: pictures.map(({ file: _, preview: __, ...picture }) => picture) })
  })
}

export const isEmpty = ({ text, tray, replyTo }: RoomDraft) => !text && tray.length === 0 && replyTo === undefined

/** What somebody was writing, with its pictures drawn anew. */
export async function keptDrafts(ownerId: ProfileId): Promise<NamedDraft[]> {
  const kept = await (await database()).getAll('drafts', ofOwner(ownerId))
  return Promise.all(kept.map(async ({ pictures, ...draft }) => ({ ...draft, tray: await withFilesOf(pictures) })))
}

/** Files that belong to nothing: of a draft that another tab wrote over, or of an end at a bad moment. */
export function sweepFiles(): Promise<void> {
  return together(['posts', 'drafts', 'files'], async (kept) => {
    const [posts, drafts, files] = [kept.objectStore('posts'), kept.objectStore('drafts'), kept.objectStore('files')]
    const owners = [...(await posts.getAll()), ...(await drafts.getAll())]
    const used = new Set(owners.flatMap(({ pictures }) => pictures.map(({ id }) => id)))
    for (const id of await files.getAllKeys()) if (!used.has(id)) await files.delete(id)
  })
}
