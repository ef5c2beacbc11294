import { type LiveEvent, newPhotoId } from '@snug/client'
import type { ClientId, Message, NewUpload, PhotoId, RoomId, Upload } from '@snug/contracts'
import { sizesOf, uploadsOf } from './describe.ts'
import { afterMessage, drop, type Picture, type PictureUnderWay, type Post, placedAt, verdictOn } from './picture.ts'
import { PostList } from './post-list.ts'
import type { PostsNeeds } from './posts-needs.ts'

/** Uploads at the same time: a home line is full with fewer. */
const AT_ONCE = 3

/**
 * Sends posts: asks for the places of their pictures, says the message, and fills the places, some at a time and in
 * order. What became of a picture is read from the message in the feed, however that came to know.
 */
export class Posts {
  readonly list = new PostList()
  readonly #needs: PostsNeeds
  readonly #asking = new Map<ClientId, AbortController>()
  readonly #sending = new Map<Picture['id'], AbortController>()
  readonly #clearing = new Set<Picture['id']>()
  readonly #watching = new Map<ClientId, () => void>()

  constructor(needs: PostsNeeds) {
    this.#needs = needs
  }

  add(post: Pick<Post, 'clientId' | 'roomId' | 'authorId' | 'text' | 'replyTo'>, pictures: readonly Picture[]): void {
    const { clientId } = post
    const waiting = { clientId, state: 'waiting', progress: 0 } as const
    const underWay = pictures.map((picture) => ({ ...picture, ...waiting, photoId: newPhotoId() }))
    this.list.add({ ...post, startedAt: new Date(), state: 'preparing', pictures: underWay })
    void this.#ask(clientId)
  }

  /** Tries again what failed: a post that got no places, the pictures of one, or just one picture. */
  retry(clientId: ClientId, pictureId?: Picture['id']): void {
    const post = this.list.find(clientId)
    if (post?.state === 'refused') void this.#ask(clientId)
    if (post?.state !== 'said') return
    const photos = this.#messageOf(post)?.photos
    this.list.changePictures(clientId, (picture) => {
      if (picture.state !== 'failed' || (pictureId && picture.id !== pictureId)) return picture
      const { reason: _, ...again } = picture
      const photo = photos?.find(({ id }) => id === picture.photoId)
      return { ...again, state: 'waiting', progress: 0, verdict: photo && verdictOn(photo) }
    })
    this.#next()
  }

  /** Takes a picture out, however far it is. */
  cancel(clientId: ClientId, pictureId: Picture['id']): void {
    this.#takeOut(clientId, ({ id }) => id === pictureId)
  }

  removeFailed(clientId: ClientId): void {
    this.#takeOut(clientId, ({ state }) => state === 'failed')
  }

  /** Forgets a post that got no places. */
  discard(clientId: ClientId): void {
    this.#end(clientId)
  }

  /** Takes an event, after the feeds heard it. */
  hear(event: LiveEvent): void {
    if (event.type === 'room_left') this.#leave(event.roomId)
    if (event.type === 'photo_failed') this.#hearFailed(event.photo.id)
    if (event.type === 'ack') this.#hearSaid(event)
    if (event.type === 'message') this.#hearSaid(event.message)
  }

  /** It may have been said outside of what the feed holds: it is no longer waiting, and yet not discarded. */
  #hearSaid({ clientId, seq }: Pick<Message, 'clientId' | 'seq'>): void {
    if (this.list.find(clientId)) this.list.change(clientId, (post) => ({ ...post, seq }))
  }

  /** Whoever is no longer in a room has nothing to send there. */
  #leave(roomId: RoomId): void {
    for (const post of this.list.get()) if (post.roomId === roomId) this.#end(post.clientId)
  }

  /** Told when all bytes are away, it is about these: also if it is the same again, which the message does not show. */
  #hearFailed(photoId: PhotoId): void {
    const picture = this.list.pictureFor(photoId)
    if (!picture || picture.progress < 1) return
    this.list.changePicture(picture.clientId, picture.id, { verdict: undefined })
    this.#look(picture.clientId)
  }

  async #ask(clientId: ClientId): Promise<void> {
    const controller = new AbortController()
    this.#asking.set(clientId, controller)
    this.list.change(clientId, ({ reason: _, ...post }) => ({ ...post, state: 'preparing' }))
    try {
      const post = this.list.find(clientId)
      if (!post) return
      const uploads = await this.#describe(post)
      controller.signal.throwIfAborted()
      this.#say(clientId, post.pictures, await this.#needs.reserve(post.roomId, uploads, controller.signal))
    } catch (error) {
      if (controller.signal.aborted) return
      this.list.change(clientId, (post) => ({ ...post, state: 'refused', reason: this.#needs.explain(error) }))
    } finally {
      this.#asking.delete(clientId)
    }
  }

  /** Sizes first, for the post is drawn by them. */
  async #describe({ clientId, pictures }: Post): Promise<NewUpload[]> {
    const sizes = await sizesOf(pictures, this.#needs.measure)
    this.list.changePictures(clientId, (picture) => ({ ...picture, size: sizes.get(picture.id) }))
    return uploadsOf(pictures, sizes, this.#needs.hash)
  }

  /** Says the message, with the places of those pictures that were not taken out meanwhile. */
  #say(clientId: ClientId, asked: readonly Picture[], uploads: readonly Upload[]): void {
    const post = this.list.find(clientId)
    const places = new Map(asked.map(({ id }, at) => [id, uploads[at]]))
    const pictures = (post?.pictures ?? []).flatMap((picture) => placedAt(picture, places.get(picture.id)))
    for (const { id } of pictures) places.delete(id)
    for (const upload of places.values()) if (upload) this.#needs.clear(upload.photo.id).catch(() => {})
    if (!post) return
    const { roomId, text, replyTo } = post
    this.list.change(clientId, (now) => ({ ...now, state: 'said', pictures }))
    this.#needs.say({ clientId, roomId, text, replyTo, photos: pictures.flatMap(({ photo }) => photo ?? []) })
    const look = () => this.#look(clientId)
    this.#watching.set(clientId, this.#needs.feedOf(roomId).subscribe(look))
    look()
    this.#next()
  }

  #next(): void {
    for (const { clientId, pictures } of this.list.get())
      for (const picture of pictures) {
        if (this.#sending.size >= AT_ONCE) return
        if (picture.state === 'waiting' && picture.url) void this.#send(clientId, picture, picture.url)
      }
  }

  async #send(clientId: ClientId, { id, file }: PictureUnderWay, url: string): Promise<void> {
    const controller = new AbortController()
    const { signal } = controller
    const change = (to: Partial<PictureUnderWay>) => signal.aborted || this.list.changePicture(clientId, id, to)
    this.#sending.set(id, controller)
    change({ state: 'sending' })
    try {
      await this.#needs.sendBytes({ url, file, signal, onProgress: (progress) => change({ progress }) })
      change({ state: 'sent', progress: 1 })
    } catch (error) {
      change({ state: 'failed', reason: this.#needs.explain(error) })
    }
    this.#sending.delete(id)
    this.#look(clientId)
    this.#next()
  }

  /** Takes over what the feed knows of a post's message. */
  #look(clientId: ClientId): void {
    const post = this.list.find(clientId)
    if (post?.state !== 'said') return
    const message = this.#messageOf(post)
    if (!message) {
      if (post.seq === undefined && !this.#waits(post)) this.#takeBack(post)
      return
    }
    const pictures = post.pictures.flatMap((picture) => afterMessage(picture, message.photos, this.#needs.explain))
    for (const { id } of post.pictures) if (!pictures.some((left) => left.id === id)) this.#sending.get(id)?.abort()
    this.list.change(clientId, (now) => ({ ...now, pictures, seq: message.seq }))
    for (const picture of pictures) if (picture.state === 'leaving') void this.#clear(message, picture)
    if (pictures.every(({ state }) => state === 'ready')) this.#end(clientId)
  }

  #messageOf({ roomId, clientId, authorId }: Post): Message | undefined {
    const { messages } = this.#needs.feedOf(roomId).get()
    return messages.findLast((message) => message.clientId === clientId && message.authorId === authorId)
  }

  #waits({ roomId, clientId }: Post): boolean {
    return this.#needs
      .feedOf(roomId)
      .get()
      .pending.some((mine) => mine.clientId === clientId)
  }

  #takeOut(clientId: ClientId, isMeant: (picture: PictureUnderWay) => boolean): void {
    const post = this.list.find(clientId)
    if (!post) return
    const gone = post.pictures.filter(isMeant)
    for (const { id } of gone) this.#sending.get(id)?.abort()
    if (post.state === 'said') this.#giveUp(post, gone)
    else this.#shrink(post, gone)
  }

  /** A place is given up when the message is said, and not before: the house would refuse a message with a lost place. */
  #giveUp({ clientId, text, seq, pictures }: Post, gone: readonly Picture[]): void {
    const isGone = (picture: PictureUnderWay) => picture.state === 'leaving' || gone.includes(picture)
    this.list.changePictures(clientId, (picture) => (isGone(picture) ? { ...picture, state: 'leaving' } : picture))
    if (!text && seq === undefined && pictures.every(isGone)) this.#needs.unsay(clientId)
    this.#look(clientId)
  }

  /** A post without places that loses its last picture is its text, or nothing. */
  #shrink({ clientId, roomId, text, replyTo, pictures }: Post, gone: readonly Picture[]): void {
    const left = pictures.filter((picture) => !gone.includes(picture) || !drop(picture))
    this.list.change(clientId, (post) => ({ ...post, pictures: left }))
    if (left.length > 0) return
    this.#end(clientId)
    if (text) this.#needs.say({ clientId, roomId, text, replyTo })
  }

  async #clear(message: Message, { id, photo }: PictureUnderWay): Promise<void> {
    if (!photo || this.#clearing.has(id)) return
    this.#clearing.add(id)
    await this.#needs.clear(photo.id, message).catch(() => {}) // then it goes by itself after a day
    this.#clearing.delete(id)
  }

  /** The message was discarded before it was said: nobody needs its places. */
  #takeBack({ clientId, pictures }: Post): void {
    this.#end(clientId)
    for (const { photo } of pictures) if (photo) this.#needs.clear(photo.id).catch(() => {})
  }

  #end(clientId: ClientId): void {
    const pictures = this.list.find(clientId)?.pictures ?? []
    this.#asking.get(clientId)?.abort()
    this.#watching.get(clientId)?.()
    this.#watching.delete(clientId)
    for (const { id } of pictures) this.#sending.get(id)?.abort()
    this.list.remove(clientId)
    pictures.forEach(drop)
  }
}
