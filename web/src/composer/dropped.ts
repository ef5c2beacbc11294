import { isPicture } from '../posts/tray.ts'

export interface Dropped {
  files: readonly File[]
  /** How many files in folders were no pictures. */
  skipped?: number
}

/** Folders in folders that are looked into. */
const MAX_DEPTH = 8
/** Files and folders that are looked at; whoever drops a whole disk did not mean it. */
const MOST_LOOKED_AT = 5_000

/** What was dropped, with what lies in folders. To be called in the event itself: later the browser has taken it back. */
export function filesDropped({ items, files }: DataTransfer): Promise<Dropped> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  return entries.some(isFolder) ? filesIn(entries) : Promise.resolve({ files: [...files] })
}

/** Files as they are, and the pictures of folders by name. Hidden files were never seen, so nobody misses them. */
export async function filesIn(entries: readonly FileSystemEntry[]): Promise<Dropped> {
  const files: File[] = []
  let [skipped, lookedAt] = [0, 0]
  const look = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (++lookedAt > MOST_LOOKED_AT) return
    if (isFolder(entry)) {
      if (depth >= MAX_DEPTH) return
      for (const inside of await childrenOf(entry)) await look(inside, depth + 1)
      return
    }
    const file = await fileOf(entry as FileSystemFileEntry)
    if (!file) skipped++
    else if (depth === 0 || isPicture(file)) files.push(file)
    else skipped++
  }
  for (const entry of entries) await look(entry, 0)
  return { files, skipped }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/** A folder tells its contents in parts, until a part is empty. One that cannot be read is empty. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const children: FileSystemEntry[] = []
  const readOn = () => new Promise<FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])))
  for (let part = await readOn(); part.length > 0; part = await readOn()) {
    children.push(...part)
    if (children.length > MOST_LOOKED_AT) break
  }
  const byName = new Intl.Collator(undefined, { numeric: true }) // IMG_2 comes before IMG_10
  return children.filter(({ name }) => !name.startsWith('.')).sort((a, b) => byName.compare(a.name, b.name))
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File | undefined>((done) => entry.file(done, () => done(undefined)))
