import type { IDBPTransaction } from 'idb'
import { database, readable, type Schema } from '../session/database.ts'
import type { Picture } from './picture.ts'

type Files = Pick<
  ReturnType<IDBPTransaction<Schema, ['files'], 'readwrite'>['objectStore']>,
  'put' | 'getKey' | 'delete'
>

/** Under which id a file lies in the database already: another file of that id, as one that was turned, is put again. */
const lies = new WeakMap<File, Picture['id']>()

/** Puts the bytes of pictures into the database, each once. */
export async function putFiles(files: Files, pictures: readonly Pick<Picture, 'id' | 'file'>[]): Promise<void> {
  for (const { id, file } of pictures) {
    if (lies.get(file) === id && (await files.getKey(id)) !== undefined) continue
    await files.put(file, id)
    lies.set(file, id)
    askToStay()
  }
}

/** The pictures with their files, drawn anew. One whose file is gone is gone. */
export async function withFilesOf<P extends { id: Picture['id'] }>(
  pictures: readonly P[],
): Promise<(P & Pick<Picture, 'file' | 'preview'>)[]> {
  const files = await filesOf(pictures.map(({ id }) => id))
  return pictures.flatMap((picture) => {
    const file = files.get(picture.id)
    return file ? [{ ...picture, file, preview: URL.createObjectURL(file) }] : []
  })
}

/** Files as they lie in the database: whoever chose them may move or change their own. */
export async function filesOf(ids: readonly Picture['id'][]): Promise<Map<Picture['id'], File>> {
  const files = await database()
  // Each by itself: one that the disk gives back no more takes its transaction with it.
  const found = await readable(ids.map(async (id) => [id, await files.get('files', id)] as const))
  return new Map(
    found.flatMap(([id, file]) => {
      if (!file) return []
      lies.set(file, id)
      return [[id, file] as const]
    }),
  )
}

/** The browser clears up under pressure, and asks for leave to keep what nobody else has. Once is enough. */
let asked = false
function askToStay(): void {
  if (asked) return
  asked = true
  void navigator.storage?.persist?.().catch(() => {})
}
