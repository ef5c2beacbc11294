import { type LiveEvent, newPhotoId } from '@snug/client'
import type { ClientId, Message, PhotoId, RoomId } from '@snug/contracts'
import { messageIn, waitsIn } from './in-feed.ts'
import { afterMessage, drop, type Picture, type PictureUnderWay, type Post, triedAgain } from './picture.ts'
import { PostList } from './post-list.ts'
import type { PostsNeeds } from './posts-needs.ts'
import { Saying } from './saying.ts'
import { Sending } from './sending.ts'

/**
 * Sends posts: keeps them, asks for the places of their pictures, says the message, and fills the places. What became of a
 * picture is read from the message, however that came to be known.
 */
export class Posts {
  readonly list = new PostList()
  readonly #needs: PostsNeeds
  readonly #saying: Saying
  readonly #sending: Sending
  readonly #clearing = new Set<Picture['id']>()
  readonly #watching = new Map<ClientId, () => void>()

  constructor(needs: PostsNeeds) {
    this.#needs = needs
    this.#saying = new Saying(this.list, needs, (post) => this.#fill(post))
    this.#sending = new Sending(this.list, needs, (clientId) => this.#look(clientId))
  }

  /** @param pictures none for words that must not overtake the pictures before them */
  add(post: Pick<Post, 'clientId' | 'roomId' | 'authorId' | 'text' | 'replyTo'>, pictures: readonly Picture[]): void {
    const { clientId } = post
    const waiting = { clientId, state: 'waiting', progress: 0 } as const
    const underWay = pictures.map((picture) => ({ ...picture, ...waiting, photoId: newPhotoId() }))
    this.list.add({ ...post, startedAt: this.list.nextStart(), state: 'preparing', pictures: underWay })
    void this.#keep(clientId).then(() => this.#saying.begin(clientId))
  }

  /**
   * Goes on with a post that an earlier page began. Whether its message was said is known for sure only with its number:
   * without, it is said again under the same name, with the same places.
   */
  resume(post: Post): void {
    const { clientId, seq, state } = post
    if (this.list.find(clientId)) return
    this.list.add(post)
    if (seq !== undefined) {
      this.#watch(post)
      void this.#read(post)
      this.#sending.next()
    } else if (state !== 'refused') void this.#saying.begin(clientId)
  }

  /** Shows a post that another tab sends, until its message comes or the returned function is called. */
  show(post: Post): () => void {
    const { clientId, seq } = post
    if (seq !== undefined || this.#messageOf(post) || this.list.find(clientId)) return () => {}
    this.list.add({ ...post, elsewhere: true })
    const hide = () => this.list.find(clientId)?.elsewhere && this.#end(clientId)
    const unwatch = this.#needs.feedOf(post.roomId).subscribe(() => this.#messageOf(post) && hide())
    return () => {
      unwatch()
      hide()
    }
  }

  /** Tries again what failed: a post that got no places, the pictures of one, or just one picture. */
  retry(clientId: ClientId, pictureId?: Picture['id']): void {
    const post = this.list.find(clientId)
    if (post?.elsewhere) return
    if (post?.state === 'refused') void this.#saying.begin(clientId)
    if (post?.state !== 'said') return
    const photos = this.#messageOf(post)?.photos
    this.list.changePictures(clientId, (picture) =>
      picture.state === 'failed' && (!pictureId || picture.id === pictureId) ? triedAgain(picture, photos) : picture,
    )
    this.#sending.next()
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
    if (event.type === 'photo_ready' || event.type === 'photo_failed') this.#readUnseen(event.photo.id)
    if (event.type === 'ack') this.#hearSaid(event)
    if (event.type === 'message') this.#hearSaid(event.message)
  }

  /** Reads again what happened to messages while there was no line. */
  catchUp(): void {
    for (const post of this.list.get()) if (post.seq !== undefined) void this.#read(post)
  }

  /** It may have been said outside of what the feed holds: it is no longer waiting, and yet not discarded. */
  #hearSaid({ clientId, seq }: Pick<Message, 'clientId' | 'seq'>): void {
    const post = this.list.find(clientId)
    if (post?.elsewhere || post?.pictures.length === 0) this.#end(clientId)
    else if (post) this.list.change(clientId, (now) => ({ ...now, seq }))
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

  /** The feed may begin after the message, which was said by an earlier page. */
  #readUnseen(photoId: PhotoId): void {
    const clientId = this.list.pictureFor(photoId)?.clientId
    const post = clientId && this.list.find(clientId)
    if (post && !this.#messageOf(post)) void this.#read(post)
  }

  async #read(post: Post): Promise<void> {
    const { roomId, seq, clientId } = post
    if (seq === undefined || post.elsewhere) return
    const message = await this.#needs.read(roomId, seq).catch(() => null) // the next look may do better
    if (message) this.#takeOver(clientId, message)
    if (message === undefined) this.#end(clientId)
  }

  async #keep(clientId: ClientId): Promise<void> {
    const post = this.list.find(clientId)
    if (!post) return
    try {
      const files = await this.#needs.keep(post)
      this.list.changePictures(clientId, (picture) => ({ ...picture, file: files.get(picture.id) ?? picture.file }))
    } catch {
      this.list.change(clientId, (now) => ({ ...now, unkept: true }))
    }
  }

  #fill(post: Post): void {
    this.#watch(post)
    this.#look(post.clientId)
    this.#sending.next()
  }

  #watch({ clientId, roomId }: Post): void {
    const feed = this.#needs.feedOf(roomId)
    this.#watching.set(
      clientId,
      feed.subscribe(() => this.#look(clientId)),
    )
  }

  /** Takes over what the feed knows of a post's message. */
  #look(clientId: ClientId): void {
    const post = this.list.find(clientId)
    if (post?.state !== 'said') return
    const message = this.#messageOf(post)
    if (message) this.#takeOver(clientId, message)
    else if (post.seq === undefined && !waitsIn(this.#needs.feedOf(post.roomId).get(), post)) this.#takeBack(post)
  }

  #takeOver(clientId: ClientId, message: Message): void {
    const before = this.list.find(clientId)?.pictures ?? []
    const pictures = before.flatMap((picture) => afterMessage(picture, message.photos, this.#needs.explain))
    for (const { id } of before) if (!pictures.some((left) => left.id === id)) this.#sending.stop(id)
    this.list.change(clientId, (now) => ({ ...now, pictures, seq: message.seq }))
    for (const picture of pictures) if (picture.state === 'leaving') void this.#clear(message, picture)
    if (pictures.every(({ state }) => state === 'ready')) this.#end(clientId)
  }

  #messageOf(post: Post): Message | undefined {
    return messageIn(this.#needs.feedOf(post.roomId).get(), post)
  }

  #takeOut(clientId: ClientId, isMeant: (picture: PictureUnderWay) => boolean): void {
    const post = this.list.find(clientId)
    if (!post || post.elsewhere) return
    const gone = post.pictures.filter(isMeant)
    for (const { id } of gone) this.#sending.stop(id)
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
    this.#saying.stop(clientId)
    this.#watching.get(clientId)?.()
    this.#watching.delete(clientId)
    for (const { id } of pictures) this.#sending.stop(id)
    this.list.remove(clientId)
    pictures.forEach(drop)
  }
}
