import type { ClientId } from '@snug/contracts'
import type { Picture, PictureUnderWay } from './picture.ts'
import type { PostList } from './post-list.ts'
import type { PostsNeeds } from './posts-needs.ts'

/** Uploads at the same time: a home line is full with fewer. */
const AT_ONCE = 3

/** Fills the places of pictures with their bytes, some at a time and in the order of sending. */
export class Sending {
  readonly #list: PostList
  readonly #needs: Pick<PostsNeeds, 'sendBytes' | 'explain'>
  readonly #onEnd: (clientId: ClientId) => void
  readonly #under = new Map<Picture['id'], AbortController>()

  /** @param onEnd called when the bytes of a picture of that post are there, or will not come */
  constructor(list: PostList, needs: Pick<PostsNeeds, 'sendBytes' | 'explain'>, onEnd: (clientId: ClientId) => void) {
    this.#list = list
    this.#needs = needs
    this.#onEnd = onEnd
  }

  /** Begins with as many as may be under way. */
  next(): void {
    const mine = this.#list.get().filter(({ state, elsewhere }) => state === 'said' && !elsewhere)
    for (const { clientId, pictures } of mine)
      for (const picture of pictures) {
        if (this.#under.size >= AT_ONCE) return
        if (picture.state === 'waiting' && picture.url) void this.#send(clientId, picture, picture.url)
      }
  }

  stop(id: Picture['id']): void {
    this.#under.get(id)?.abort()
  }

  async #send(clientId: ClientId, { id, file }: PictureUnderWay, url: string): Promise<void> {
    const controller = new AbortController()
    const { signal } = controller
    const change = (to: Partial<PictureUnderWay>) => signal.aborted || this.#list.changePicture(clientId, id, to)
    this.#under.set(id, controller)
    change({ state: 'sending' })
    try {
      await this.#needs.sendBytes({ url, file, signal, onProgress: (progress) => change({ progress }) })
      change({ state: 'sent', progress: 1 })
    } catch (error) {
      change({ state: 'failed', reason: this.#needs.explain(error) })
    }
    this.#under.delete(id)
    this.#onEnd(clientId)
    this.next()
  }
}
