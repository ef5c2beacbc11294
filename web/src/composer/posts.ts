import type { Draft } from '@snug/client'
import { Store } from '@snug/client'
import type { ClientId, Photo, ProfileId, RoomId, UploadedPhoto } from '@snug/contracts'
import type { UploadOrder } from './upload.ts'

/** A picture chosen to be sent. */
export interface Picture {
  id: string
  file: File
  /** A blob: address to draw it from. */
  preview: string
  alt: string
}

export interface PictureUnderWay extends Picture {
  state: 'waiting' | 'uploading' | 'done' | 'failed'
  /** 0 to 1. */
  progress: number
  photo?: Photo
  reason?: string
}

/** A message with pictures on their way. When all are there it becomes a message like any other. */
export interface Post {
  clientId: ClientId
  roomId: RoomId
  authorId: ProfileId
  text: string
  startedAt: Date
  pictures: PictureUnderWay[]
}

interface PostsOptions {
  upload: (order: UploadOrder) => Promise<UploadedPhoto>
  /** Takes a post whose pictures are all there. */
  send: (draft: Draft) => void
  /** What to tell a person about a failed upload. */
  explain: (error: unknown) => string
}

/** Uploads at the same time: a home line is full with fewer. */
const AT_ONCE = 3

/** Sends the pictures of posts, some at a time and in order, and hands over each post that is complete. */
export class Posts {
  readonly list = new Store<readonly Post[]>([])
  readonly #options: PostsOptions
  readonly #running = new Map<string, AbortController>()

  constructor(options: PostsOptions) {
    this.#options = options
  }

  add(post: Omit<Post, 'startedAt' | 'pictures'>, pictures: readonly Picture[]): void {
    const waiting = pictures.map((picture) => ({ ...picture, state: 'waiting' as const, progress: 0 }))
    this.list.set([...this.list.get(), { ...post, startedAt: new Date(), pictures: waiting }])
    this.#next()
  }

  /** Tries the failed pictures of a post again, or just one. */
  retry(clientId: ClientId, pictureId?: string): void {
    this.#changePictures(clientId, (pictures) =>
      pictures.map((picture) => {
        if (picture.state !== 'failed' || (pictureId && picture.id !== pictureId)) return picture
        const { reason: _, ...again } = picture
        return { ...again, state: 'waiting', progress: 0 }
      }),
    )
    this.#next()
  }

  /** Takes a picture out; a post with nothing left in it is gone. */
  cancel(clientId: ClientId, pictureId: string): void {
    this.#running.get(pictureId)?.abort()
    this.#changePictures(clientId, (pictures) =>
      pictures.filter((picture) => picture.id !== pictureId || !drop(picture)),
    )
    this.#settle(clientId)
  }

  sendWithoutFailed(clientId: ClientId): void {
    this.#changePictures(clientId, (pictures) =>
      pictures.filter((picture) => picture.state !== 'failed' || !drop(picture)),
    )
    this.#settle(clientId)
  }

  #next(): void {
    for (const post of this.list.get()) {
      for (const picture of post.pictures) {
        if (this.#running.size >= AT_ONCE) return
        if (picture.state === 'waiting') void this.#upload(post, picture)
      }
    }
  }

  async #upload({ clientId, roomId }: Post, { id, file, alt }: PictureUnderWay): Promise<void> {
    const controller = new AbortController()
    const change = (to: Partial<PictureUnderWay>) => this.#changePicture(clientId, id, to)
    this.#running.set(id, controller)
    change({ state: 'uploading' })
    try {
      const onProgress = (progress: number) => change({ progress })
      const photo = await this.#options.upload({ roomId, file, alt, onProgress, signal: controller.signal })
      change({ state: 'done', progress: 1, photo })
    } catch (error) {
      change({ state: 'failed', reason: this.#options.explain(error) })
    }
    this.#running.delete(id)
    this.#settle(clientId)
    this.#next()
  }

  #settle(clientId: ClientId): void {
    const post = this.list.get().find((other) => other.clientId === clientId)
    if (!post || post.pictures.some((picture) => picture.state !== 'done')) return
    const { roomId, text } = post
    const photos = post.pictures.flatMap((picture) => picture.photo ?? [])
    if (text || photos.length > 0) this.#options.send({ clientId, roomId, text, photos })
    post.pictures.forEach(drop)
    this.list.set(this.list.get().filter((other) => other !== post))
  }

  #changePicture(clientId: ClientId, id: string, to: Partial<PictureUnderWay>): void {
    this.#changePictures(clientId, (pictures) =>
      pictures.map((picture) => (picture.id === id ? { ...picture, ...to } : picture)),
    )
  }

  #changePictures(clientId: ClientId, change: (pictures: PictureUnderWay[]) => PictureUnderWay[]): void {
    this.list.set(
      this.list.get().map((post) => (post.clientId === clientId ? { ...post, pictures: change(post.pictures) } : post)),
    )
  }
}

/** The browser keeps a previewed file in memory until it is told. */
export function drop({ preview }: Picture): true {
  URL.revokeObjectURL(preview)
  return true
}
