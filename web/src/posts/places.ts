import type { Upload } from '@snug/contracts'
import { sizesOf, uploadsOf } from './describe.ts'
import type { Post } from './picture.ts'
import type { PostList } from './post-list.ts'
import type { PostsNeeds } from './posts-needs.ts'

type Needs = Pick<PostsNeeds, 'measure' | 'hash' | 'reserve'>

/** Asks for the places of a post's pictures. Sizes are told to the list first, for the post is drawn by them. */
export async function askForPlaces(
  { clientId, roomId, pictures }: Post,
  list: PostList,
  { measure, hash, reserve }: Needs,
  signal: AbortSignal,
): Promise<readonly Upload[]> {
  if (pictures.length === 0) return []
  const sizes = await sizesOf(pictures, measure)
  list.changePictures(clientId, (picture) => ({ ...picture, size: sizes.get(picture.id) }))
  const uploads = await uploadsOf(pictures, sizes, hash)
  signal.throwIfAborted()
  return reserve(roomId, uploads, signal)
}

/** Waits for what was sent before in the same room to be said, so that nothing overtakes. */
export async function whenNext(post: Post, list: PostList, signal: AbortSignal): Promise<void> {
  while (list.hasBefore(post)) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const forget = list.subscribe(resolve)
    await promise
    forget()
    signal.throwIfAborted()
  }
}
