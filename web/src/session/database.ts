import type { Feed, Outgoing } from '@snug/client'
import type { ClientId, ProfileId, RoomId } from '@snug/contracts'
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'
import type { Picture, PictureUnderWay, Post } from '../posts/picture.ts'
import type { RoomDraft, TrayPicture } from '../posts/tray.ts'

/** A picture without its file, which lies beside it under its id, and without its preview, which each page makes anew. */
type Kept<P extends Picture> = Omit<P, 'file' | 'preview'>

export type KeptPost = Omit<Post, 'pictures'> & { pictures: Kept<PictureUnderWay>[] }

export interface KeptDraft extends Omit<RoomDraft, 'tray'> {
  ownerId: ProfileId
  roomId: RoomId
  /** What its message will be called. When that is kept, the draft is over. */
  clientId: ClientId
  pictures: Kept<TrayPicture>[]
}

/** The end of a room as it was last seen. */
export interface KeptFeed extends Pick<Feed, 'messages' | 'reachedStart' | 'revision'> {
  ownerId: ProfileId
  roomId: RoomId
  keptAt: Date
}

/** An answer of the house. */
export interface KeptAnswer {
  key: readonly unknown[]
  data: unknown
}

/** What outlives the page. Everything but the files says whose it is. */
export interface Schema extends DBSchema {
  outbox: { key: ClientId; value: Outgoing }
  posts: { key: ClientId; value: KeptPost }
  drafts: { key: [ProfileId, RoomId]; value: KeptDraft }
  files: { key: Picture['id']; value: File }
  feeds: { key: [ProfileId, RoomId]; value: KeptFeed }
  answers: { key: [ProfileId, string]; value: KeptAnswer }
}

type Name = StoreNames<Schema>

let opening: Promise<IDBPDatabase<Schema>> | undefined
let isLeft = false

/** @throws when this browser keeps nothing, as some do in private windows, or its person signed out */
export function database(): Promise<IDBPDatabase<Schema>> {
  if (isLeft) return Promise.reject(new Error('Signed out'))
  opening ??= open().catch((error) => {
    opening = undefined
    throw error
  })
  return opening
}

function open(): Promise<IDBPDatabase<Schema>> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBPDatabase<Schema>>()
  const forget = () => {
    opening = undefined
  }
  openDB<Schema>('snug', 2, {
    upgrade: (db, version) => {
      if (version < 1) db.createObjectStore('outbox', { keyPath: 'clientId' })
      db.createObjectStore('posts', { keyPath: 'clientId' })
      db.createObjectStore('drafts', { keyPath: ['ownerId', 'roomId'] })
      db.createObjectStore('files')
      db.createObjectStore('feeds', { keyPath: ['ownerId', 'roomId'] })
      db.createObjectStore('answers')
    },
    blocked: () => reject(new Error('An older Snug is open in another tab')),
    blocking: (_current, _next, event) => {
      forget()
      ;(event.target as IDBDatabase).close()
    },
    terminated: forget,
  }).then(resolve, reject)
  return promise
}

/** Does something in one transaction: all of it is kept, or nothing. @throws QuotaExceededError when the disk is full */
export async function together<const Names extends Name[], T>(
  names: Names,
  work: (transaction: IDBPTransaction<Schema, Names, 'readwrite'>) => Promise<T>,
): Promise<T> {
  const transaction = (await database()).transaction(names, 'readwrite')
  const done = transaction.done
  done.catch(() => {}) // it is told by what failed
  try {
    const result = await work(transaction)
    await done
    return result
  } catch (error) {
    if (!transaction.error) abort(transaction)
    throw error
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch {} // it is over already
}

/** What can be read of it: a broken row, as another version of Snug or a bad disk may leave, holds up no other. */
export async function readable<T>(rows: readonly Promise<T>[]): Promise<T[]> {
  const all = await Promise.allSettled(rows)
  return all.flatMap((row) => (row.status === 'fulfilled' ? [row.value] : []))
}

/** All keys that begin with this person. */
export const ofOwner = (ownerId: ProfileId) => IDBKeyRange.bound([ownerId], [ownerId, []])

/** Ends a draft whose message is kept in the same transaction. What could not be sent of it stays. */
export async function endDraft(
  drafts: Pick<IDBPTransaction<Schema, ['drafts'], 'readwrite'>['store'], 'get' | 'put' | 'delete'>,
  { authorId, roomId, clientId }: Pick<Outgoing, 'authorId' | 'roomId' | 'clientId'>,
): Promise<void> {
  const draft = await drafts.get([authorId, roomId])
  if (draft?.clientId !== clientId) return
  const pictures = draft.pictures.filter(({ refusal }) => refusal)
  if (pictures.length > 0) await drafts.put({ ...draft, text: '', replyTo: undefined, pictures })
  else await drafts.delete([authorId, roomId])
}

/** Nothing of a person stays behind, and this page keeps nothing from now on. */
export function emptyDatabase(): Promise<unknown> {
  const names: Name[] = ['outbox', 'posts', 'drafts', 'files', 'feeds', 'answers']
  const emptying = together(names, (all) => Promise.all(names.map((name) => all.objectStore(name).clear())))
  leaveDatabase()
  return emptying
}

/** Keeps nothing any more, for another tab has emptied all. */
export function leaveDatabase(): void {
  isLeft = true
}
