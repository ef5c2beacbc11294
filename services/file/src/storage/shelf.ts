import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Variant } from '@snug/contracts'
import type { About } from '../darkroom/develop.ts'

/**
 * The pictures on the volume. A folder per upload, named by the hash of its bytes, so that equal bytes are kept once:
 * `ab/ab12…/` with a file per variant and `about.json`. A folder is made under `incoming/`, flushed, and renamed into
 * its place; so it is there whole or not at all.
 */
export class Shelf {
  readonly root: string
  readonly incoming: string
  /** Folders that somebody here fills, however long that takes. */
  readonly #open = new Set<string>()

  constructor(root: string) {
    this.root = root
    this.incoming = join(root, 'incoming')
  }

  /** To be called once, before anything else. */
  async open(): Promise<void> {
    await mkdir(this.incoming, { recursive: true, mode: 0o700 })
  }

  /** A new folder for an upload on its way; the caller places or discards it. */
  async newFolder(): Promise<string> {
    const folder = join(this.incoming, randomUUID())
    await mkdir(folder, { mode: 0o700 })
    this.#open.add(folder)
    return folder
  }

  isOpen(folder: string): boolean {
    return this.#open.has(folder)
  }

  async discard(folder: string): Promise<void> {
    this.#open.delete(folder)
    await rm(folder, { recursive: true, force: true })
  }

  folderOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256)
  }

  /** Opens a variant for reading. Rejects with ENOENT when it is not there. */
  read(sha256: string, variant: Variant): Promise<FileHandle> {
    return open(join(this.folderOf(sha256), variant))
  }

  /**
   * What is known of an upload that is here already; undefined when it is not. Makes it young again, so that the
   * sweeper lets it be until the row that will need it is written.
   */
  async find(sha256: string): Promise<About | undefined> {
    const folder = this.folderOf(sha256)
    try {
      await utimes(folder, new Date(), new Date())
      return JSON.parse(await readFile(join(folder, 'about.json'), 'utf8'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  /** Puts a developed folder in its place for good. If an equal one is there already, that one stays. */
  async place(folder: string, sha256: string, about: About): Promise<void> {
    await writeFile(join(folder, 'about.json'), JSON.stringify(about))
    for (const name of await readdir(folder)) await flush(join(folder, name))
    await flush(folder)
    const home = this.folderOf(sha256)
    const drawer = join(home, '..')
    if (await mkdir(drawer, { recursive: true, mode: 0o700 })) await flush(this.root)
    try {
      await rename(folder, home)
    } catch (error) {
      if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      await this.discard(folder)
    }
    await flush(drawer)
  }
}

/** Resolves when the file, or the list of a folder's files, is on the disk itself. */
async function flush(path: string): Promise<void> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
