import type { Draft, Feed, Store } from '@snug/client'
import type { ClientId, Message, NewUpload, PhotoId, RoomId, Seq, Upload } from '@snug/contracts'
import type { Picture, Post, Size } from './picture.ts'

export interface BytesOrder {
  url: string
  file: File
  /** Takes the part of the bytes that is there, 0 to 1. */
  onProgress: (part: number) => void
  signal: AbortSignal
}

/** What posts need of the browser and the house. What goes over the line waits until it goes, or is refused for good. */
export interface PostsNeeds {
  /** Keeps a post before anything of it leaves. @returns its files, as they lie where they are kept */
  keep: (post: Post) => Promise<ReadonlyMap<Picture['id'], File>>
  /** How large a picture is, if this browser can open it. */
  measure: (picture: Picture) => Promise<Size | undefined>
  /** SHA-256 of a file in hex, if this browser can. */
  hash: (file: File) => Promise<string | undefined>
  reserve: (roomId: RoomId, uploads: NewUpload[], signal: AbortSignal) => Promise<readonly Upload[]>
  sendBytes: (order: BytesOrder) => Promise<void>
  /** Gives a place up, or deletes what is in it. */
  clear: (photoId: PhotoId, from?: Message) => Promise<void>
  say: (draft: Draft) => void
  /** Takes back a message that is not said yet. */
  unsay: (clientId: ClientId) => void
  /** The message as it is now; nothing when it is gone. */
  read: (roomId: RoomId, seq: Seq) => Promise<Message | undefined>
  feedOf: (roomId: RoomId) => Store<Feed>
  /** What to tell a person about a failure. */
  explain: (error: unknown) => string
}
