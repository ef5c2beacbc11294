import type { ClientId, ProfileId } from '@snug/contracts'
import { hold } from './hold.ts'
import { forgetPost, keepPost, keptForm, keptPost, keptPosts, noteProgress } from './kept-posts.ts'
import type { Picture, Post } from './picture.ts'
import type { Posts } from './posts.ts'

/** Between two notes of how far posts are, in ms. */
const NOTE_EVERY_MS = 250
/** Told to the other tabs of this browser about a post that they may have to go on with. */
const CHANNEL = 'snug-posts'

/** Keeps posts for the case that the page ends before they do, and goes on with those of pages that ended. */
export class PostKeeper {
  /** As they were last noted. */
  readonly #noted = new Map<ClientId, string>()
  readonly #held = new Map<ClientId, AbortController>()
  readonly #over = new AbortController()
  readonly #channel = new BroadcastChannel(CHANNEL)
  /** One after the other, so that what is small overtakes nothing. */
  #resuming = Promise.resolve()
  #posts: Posts | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Keeps a post of this tab before anything of it leaves. */
  async keep(post: Post): Promise<ReadonlyMap<Picture['id'], File>> {
    void this.#hold(post.clientId)
    const files = await keepPost(post)
    this.#note(post)
    if (!this.#posts?.list.find(post.clientId)) this.#plan() // it was taken back meanwhile
    this.#channel.postMessage(post.clientId)
    return files
  }

  /** Shows what earlier pages and other tabs of somebody sent, and goes on with what none of them does. */
  async takeUp(posts: Posts, authorId: ProfileId): Promise<void> {
    this.#posts = posts
    posts.list.subscribe(() => this.#plan())
    this.#channel.onmessage = ({ data }) => void this.#takeOver(data, authorId).catch(() => {})
    for (const post of await keptPosts(authorId)) void this.#await(post).catch(() => {})
  }

  /** Notes at once how far the posts are. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const posts = this.#posts?.list.get().filter(({ elsewhere }) => !elsewhere) ?? []
    const changed = posts.filter((post) => {
      const before = this.#noted.get(post.clientId)
      return before !== undefined && before !== this.#note(post)
    })
    if (changed.length > 0) noteProgress(changed).catch(() => {})
    for (const clientId of this.#noted.keys())
      if (!posts.some((post) => post.clientId === clientId)) void this.#forget(clientId)
  }

  close(): void {
    this.flush()
    this.#over.abort()
    for (const controller of this.#held.values()) controller.abort()
    this.#channel.close()
  }

  /** A window that has not heard yet that somebody else signed in may tell of theirs. */
  async #takeOver(clientId: ClientId, authorId: ProfileId): Promise<void> {
    const post = await keptPost(clientId)
    if (post?.authorId === authorId) await this.#await(post)
  }

  /** Goes on with a post when it is nobody else's to send, if it is not over then. */
  async #await(post: Post): Promise<void> {
    const { clientId } = post
    if (this.#held.has(clientId)) return
    const hide = this.#posts?.show(post)
    await this.#hold(clientId)
    this.#resuming = this.#resuming.then(async () => {
      const now = await keptPost(clientId).catch(() => undefined)
      hide?.()
      if (!now || this.#over.signal.aborted) return this.#release(clientId)
      this.#note(now)
      this.#posts?.resume(now)
    })
  }

  #hold(clientId: ClientId): Promise<void> {
    const controller = new AbortController()
    this.#held.set(clientId, controller)
    return hold(clientId, controller.signal)
  }

  #release(clientId: ClientId): void {
    this.#held.get(clientId)?.abort()
    this.#held.delete(clientId)
  }

  async #forget(clientId: ClientId): Promise<void> {
    this.#noted.delete(clientId)
    await forgetPost({ clientId }).catch(() => {})
    this.#release(clientId)
  }

  #note(post: Post): string {
    const form = JSON.stringify(keptForm(post))
    this.#noted.set(post.clientId, form)
    return form
  }

  #plan(): void {
    this.#timer ??= setTimeout(() => this.flush(), NOTE_EVERY_MS)
  }
}
