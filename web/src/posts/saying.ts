import type { ClientId, Upload } from '@snug/contracts'
import { type Picture, type Post, placedAt } from './picture.ts'
import { askForPlaces, whenNext } from './places.ts'
import type { PostList } from './post-list.ts'
import type { PostsNeeds } from './posts-needs.ts'

type Needs = Pick<PostsNeeds, 'measure' | 'hash' | 'reserve' | 'clear' | 'say' | 'feedOf' | 'explain'>

/** Turns posts into messages: asks for the places of their pictures, and says them in the order of sending. */
export class Saying {
  readonly #list: PostList
  readonly #needs: Needs
  readonly #onSaid: (post: Post) => void
  readonly #asking = new Map<ClientId, AbortController>()

  /** @param onSaid called when the message of a post is on its way */
  constructor(list: PostList, needs: Needs, onSaid: (post: Post) => void) {
    this.#list = list
    this.#needs = needs
    this.#onSaid = onSaid
  }

  async begin(clientId: ClientId): Promise<void> {
    const controller = new AbortController()
    const { signal } = controller
    this.#asking.set(clientId, controller)
    this.#list.change(clientId, ({ reason: _, ...post }) => ({ ...post, state: 'preparing' }))
    try {
      const post = this.#list.find(clientId)
      if (!post) return
      const uploads = await askForPlaces(post, this.#list, this.#needs, signal)
      await whenNext(post, this.#list, signal)
      this.#say(clientId, post.pictures, uploads)
    } catch (error) {
      if (signal.aborted) return
      this.#list.change(clientId, (post) => ({ ...post, state: 'refused', reason: this.#needs.explain(error) }))
    } finally {
      this.#asking.delete(clientId)
    }
  }

  stop(clientId: ClientId): void {
    this.#asking.get(clientId)?.abort()
  }

  /** Says the message, with the places of those pictures that were not taken out meanwhile. */
  #say(clientId: ClientId, asked: readonly Picture[], uploads: readonly Upload[]): void {
    const post = this.#list.find(clientId)
    const places = new Map(asked.map(({ id }, at) => [id, uploads[at]]))
    const pictures = (post?.pictures ?? []).flatMap((picture) => placedAt(picture, places.get(picture.id)))
    for (const { id } of pictures) places.delete(id)
    for (const upload of places.values()) if (upload) this.#needs.clear(upload.photo.id).catch(() => {})
    if (!post) return
    const { roomId, text, replyTo } = post
    this.#needs.feedOf(roomId) // which hears what is said from now on
    this.#list.change(clientId, (now) => ({ ...now, state: 'said', pictures }))
    this.#needs.say({ clientId, roomId, text, replyTo, photos: pictures.flatMap(({ photo }) => photo ?? []) })
    this.#onSaid(post)
  }
}
