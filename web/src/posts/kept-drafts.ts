import { type ClientId, MAX_PHOTO_BYTES, type ProfileId, type RoomId } from '@snug/contracts'
import { database, type KeptDraft, ofOwner, together } from '../session/database.ts'
import { putFiles, withFilesOf } from './kept-files.ts'
import type { Picture } from './picture.ts'
import type { RoomDraft } from './tray.ts'

export type NamedDraft = Omit<KeptDraft, 'pictures'> & RoomDraft

export interface KeptBefore {
  /** Pictures that were taken out of it. */
  gone: readonly Picture['id'][]
  /** The draft that an empty one ends; one that another window began since has another name, and stays. */
  keptAs: ClientId | undefined
}

/** Keeps a draft as it is now; an empty one is forgotten. */
export function keepDraft({ tray, ...draft }: NamedDraft, { gone, keptAs }: KeptBefore): Promise<void> {
  const pictures = tray.filter(({ file }) => file.size <= MAX_PHOTO_BYTES)
  return together(['drafts', 'files'], async (kept) => {
    const [drafts, files] = [kept.objectStore('drafts'), kept.objectStore('files')]
    await Promise.all(gone.map((id) => files.delete(id)))
    await putFiles(files, pictures)
    const key: [ProfileId, RoomId] = [draft.ownerId, draft.roomId]
    if (!isEmpty({ ...draft, tray: pictures }))
      await drafts.put({ ...draft, pictures: pictures.map(({ file: _, preview: __, ...picture }) => picture) })
    else if ((await drafts.get(key))?.clientId === keptAs) await drafts.delete(key)
  })
}

export const isEmpty = ({ text, tray, replyTo }: RoomDraft) => !text && tray.length === 0 && replyTo === undefined

/** What somebody was writing, with its pictures drawn anew. */
export async function keptDrafts(ownerId: ProfileId): Promise<NamedDraft[]> {
  const kept = await (await database()).getAll('drafts', ofOwner(ownerId))
  return Promise.all(kept.map(withTray))
}

/** What was being written in a room, if anything. */
export async function keptDraft(ownerId: ProfileId, roomId: RoomId): Promise<NamedDraft | undefined> {
  const kept = await (await database()).get('drafts', [ownerId, roomId])
  return kept && withTray(kept)
}

async function withTray({ pictures, ...draft }: KeptDraft): Promise<NamedDraft> {
  return { ...draft, tray: await withFilesOf(pictures) }
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
