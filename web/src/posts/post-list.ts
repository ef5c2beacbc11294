import { Store } from '@snug/client'
import type { ClientId, PhotoId, RoomId } from '@snug/contracts'
import type { PictureUnderWay, Post } from './picture.ts'

/** The posts under way, in the order of sending. What does not change stays the same object. */
export class PostList extends Store<readonly Post[]> {
  constructor() {
    super([])
  }

  find(clientId: ClientId): Post | undefined {
    return this.get().find((post) => post.clientId === clientId)
  }

  /** The picture that is on its way to a place. */
  pictureFor(photoId: PhotoId): PictureUnderWay | undefined {
    for (const { pictures } of this.get())
      for (const picture of pictures) if (picture.photoId === photoId) return picture
    return undefined
  }

  /** Whether something sent before in the same room is not said yet. */
  hasBefore({ clientId, roomId }: Post): boolean {
    const posts = this.get()
    const place = posts.findIndex((post) => post.clientId === clientId)
    return posts.slice(0, place).some((post) => post.roomId === roomId && isPreparing(post))
  }

  isPreparingIn(roomId: RoomId): boolean {
    return this.get().some((post) => post.roomId === roomId && isPreparing(post))
  }

  /** When the next post begins. The next page sorts by this: later than all here, also when the clock was set back. */
  nextStart(): Date {
    const latest = Math.max(0, ...this.get().map(({ startedAt }) => startedAt.getTime()))
    return new Date(Math.max(Date.now(), latest + 1))
  }

  add(post: Post): void {
    this.set([...this.get(), post])
  }

  change(clientId: ClientId, to: (post: Post) => Post): void {
    this.set(this.get().map((post) => (post.clientId === clientId ? to(post) : post)))
  }

  changePictures(clientId: ClientId, to: (picture: PictureUnderWay) => PictureUnderWay): void {
    this.change(clientId, (post) => ({ ...post, pictures: post.pictures.map(to) }))
  }

  changePicture(clientId: ClientId, pictureId: string, to: Partial<PictureUnderWay>): void {
    this.changePictures(clientId, (picture) => (picture.id === pictureId ? { ...picture, ...to } : picture))
  }

  remove(clientId: ClientId): void {
    this.set(this.get().filter((post) => post.clientId !== clientId))
  }
}

/** It will be said by this page. */
const isPreparing = ({ state, elsewhere }: Post) => state === 'preparing' && !elsewhere
