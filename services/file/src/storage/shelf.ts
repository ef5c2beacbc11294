import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Variant } from '@snug/contracts'
import type { About } from '../darkroom/develop.ts'
import { flush, isThere } from './files.ts'

/** What is known of an upload, beside its faces. */
export const ABOUT = 'about.json'

/**
 * The pictures on the volume. A folder per upload, named by the hash of its bytes, so that equal bytes are kept once:
 * `ab/ab12…/` with a file per variant and `about.json`. A folder is made under `incoming/`, flushed, and renamed into
 * its place; so it is there whole or not at all.
 */
export class Shelf {
  readonly root: string
  readonly incoming: string
  /** Pictures beside names, a folder each. */
  readonly avatars: string
  /** Folders that somebody here fills, however long that takes. */
  readonly #open = new Set<string>()
  /** How many count on an upload's folder: its row is about to be written. */
  readonly #holds = new Map<string, number>()
  /** Folders about which it is being asked whether they may go. */
  readonly #leaving = new Map<string, Promise<unknown>>()

  constructor(root: string) {
    this.root = root
    this.incoming = join(root, 'incoming')
    this.avatars = join(root, 'avatars')
  }

  /** To be called once, before anything else. */
  async open(): Promise<void> {
    for (const folder of [this.incoming, this.avatars]) await mkdir(folder, { recursive: true, mode: 0o700 })
  }

  /** A new folder for an upload on its way; the caller places or discards it. */
  async newFolder(): Promise<string> {
    const folder = join(this.incoming, randomUUID())
    await mkdir(folder, { mode: 0o700 })
    this.#open.add(folder)
    return folder
  }

  /** The folder of an upload that comes in pieces, made if it is not there. */
  async openUpload(photoId: string): Promise<string> {
    const folder = this.folderOfUpload(photoId)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return folder
  }

  /** From here on nobody else discards the folder. @returns what lets go of it */
  claim(folder: string): () => void {
    this.#open.add(folder)
    return () => void this.#open.delete(folder)
  }

  isOpen(folder: string): boolean {
    return this.#open.has(folder)
  }

  async discard(folder: string): Promise<void> {
    this.#open.delete(folder)
    await rm(folder, { recursive: true, force: true })
  }

  /** Where the bytes of an upload that comes in pieces lie until all are here. */
  folderOfUpload(photoId: string): string {
    return join(this.incoming, photoId)
  }

  /** Resolves when the bytes that came are on the disk itself, and will be found there. */
  async flushUpload(photoId: string): Promise<void> {
    const folder = this.folderOfUpload(photoId)
    for (const path of [join(folder, 'original'), folder, this.incoming]) await flush(path)
  }

  /** Whether its bytes lie there. */
  hasUpload(photoId: string): Promise<boolean> {
    return isThere(join(this.folderOfUpload(photoId), 'original'))
  }

  has(sha256: string): Promise<boolean> {
    return isThere(join(this.folderOf(sha256), ABOUT))
  }

  folderOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256)
  }

  folderOfAvatar(id: string): string {
    return join(this.avatars, id)
  }

  /** The hashes of all uploads on the shelf, a drawer at a time. */
  async *drawers(): AsyncGenerator<string[]> {
    for (const drawer of await readdir(this.root))
      if (/^[\da-f]{2}$/.test(drawer)) yield await readdir(join(this.root, drawer))
  }

  /** Opens a variant for reading. Rejects with ENOENT when it is not there. */
  read(sha256: string, variant: Variant): Promise<FileHandle> {
    return open(join(this.folderOf(sha256), variant))
  }

  /**
   * Keeps the upload's folder from being removed until the row that needs it is written.
   * @returns what lets go of it
   */
  async hold(sha256: string): Promise<() => void> {
    while (this.#leaving.has(sha256)) await this.#leaving.get(sha256)
    this.#holds.set(sha256, (this.#holds.get(sha256) ?? 0) + 1)
    return () => {
      const left = (this.#holds.get(sha256) ?? 1) - 1
      if (left > 0) this.#holds.set(sha256, left)
      else this.#holds.delete(sha256)
    }
  }

  /**
   * What is known of an upload that is here already; undefined when it is not. For who holds it. Makes it young again, so
   * that another process which sweeps lets it be too.
   */
  async find(sha256: string): Promise<About | undefined> {
    const folder = this.folderOf(sha256)
    try {
      await utimes(folder, new Date(), new Date())
      return JSON.parse(await readFile(join(folder, ABOUT), 'utf8'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
      throw error
    }
  }

  /**
   * Removes an upload's folder if nobody holds it and it may go. Who would hold it meanwhile waits.
   * @returns whether it is gone
   */
  async remove(sha256: string, mayGo: () => Promise<boolean>): Promise<boolean> {
    if (this.#holds.has(sha256) || this.#leaving.has(sha256)) return false
    const leaving = this.#removeIf(sha256, mayGo)
    this.#leaving.set(
      sha256,
      leaving.catch(() => {}),
    )
    try {
      return await leaving
    } finally {
      this.#leaving.delete(sha256)
    }
  }

  async #removeIf(sha256: string, mayGo: () => Promise<boolean>): Promise<boolean> {
    if (!(await mayGo())) return false
    const doomed = join(this.incoming, randomUUID())
    try {
      await rename(this.folderOf(sha256), doomed) // at once, so that a crash leaves no half of it in its place
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
      throw error
    }
    await this.discard(doomed)
    return true
  }

  /** Puts a developed folder in its place for good. If an equal one is there already, that one stays. */
  async place(folder: string, sha256: string, about: About): Promise<void> {
    const home = await this.#prepare(folder, sha256, about)
    try {
      await rename(folder, home)
    } catch (error) {
      if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      await this.discard(folder)
    }
    await flush(join(home, '..'))
  }

  /** The same, but what is there makes room for it. */
  async replace(folder: string, sha256: string, about: About): Promise<void> {
    const home = await this.#prepare(folder, sha256, about)
    const doomed = join(this.incoming, randomUUID())
    await rename(home, doomed)
    await rename(folder, home)
    await flush(join(home, '..'))
    this.#open.delete(folder)
    await this.discard(doomed)
  }

  /** @returns where it will be */
  async #prepare(folder: string, sha256: string, about: About): Promise<string> {
    await writeFile(join(folder, ABOUT), JSON.stringify(about))
    const names = await readdir(folder)
    await Promise.all(names.map((name) => flush(join(folder, name)))) // together, for the disk writes its journal once then
    await flush(folder)
    const home = this.folderOf(sha256)
    if (await mkdir(join(home, '..'), { recursive: true, mode: 0o700 })) await flush(this.root)
    return home
  }
}
