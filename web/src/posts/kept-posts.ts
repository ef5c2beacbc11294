import type { ClientId, ProfileId } from '@snug/contracts'
import { database, endDraft, type KeptPost, readable, together } from '../session/database.ts'
import { filesOf, putFiles, withFilesOf } from './kept-files.ts'
import type { Picture, Post } from './picture.ts'

/**
 * Keeps a post with its files, in place of the draft that it was.
 * @returns its files, as they are kept
 * @throws when this browser has no room for it; the draft is over all the same, for the post will be sent
 */
export async function keepPost(post: Post): Promise<Map<Picture['id'], File>> {
  try {
    await together(['posts', 'drafts', 'files'], async (kept) => {
      await putFiles(kept.objectStore('files'), post.pictures)
      await kept.objectStore('posts').put(keptForm(post))
      await endDraft(kept.objectStore('drafts'), post)
    })
    return await filesOf(post.pictures.map(({ id }) => id))
  } catch (error) {
    await together(['drafts'], (kept) => endDraft(kept.objectStore('drafts'), post)).catch(() => {})
    throw error
  }
}

/** Writes down how far posts are. One that is not kept, or no longer, stays so. */
export function noteProgress(posts: readonly Post[]): Promise<void> {
  return together(['posts'], async (kept) => {
    const store = kept.objectStore('posts')
    for (const post of posts) if (await store.getKey(post.clientId)) await store.put(keptForm(post))
  })
}

/** A post that is over leaves nothing. */
export function forgetPost({ clientId }: Pick<Post, 'clientId'>): Promise<void> {
  return together(['posts', 'files'], async (kept) => {
    const posts = kept.objectStore('posts')
    const files = kept.objectStore('files')
    const pictures = (await posts.get(clientId))?.pictures ?? []
    await Promise.all([posts.delete(clientId), ...pictures.map(({ id }) => files.delete(id))])
  })
}

/** Somebody's posts under way, in the order of sending. */
export async function keptPosts(authorId: ProfileId): Promise<Post[]> {
  const kept = (await (await database()).getAll('posts')).filter((post) => post.authorId === authorId)
  const posts = await readable(kept.map(withPictures))
  return posts.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
}

export async function keptPost(clientId: ClientId): Promise<Post | undefined> {
  const kept = await (await database()).get('posts', clientId)
  return kept && withPictures(kept)
}

async function withPictures(kept: KeptPost): Promise<Post> {
  return { ...kept, pictures: await withFilesOf(kept.pictures) }
}

/** What was under way waits; how far it was, the house knows. */
export function keptForm({ elsewhere: _, ...post }: Post): KeptPost {
  const pictures = post.pictures.map(({ file: _file, preview: _preview, ...picture }) => ({
    ...picture,
    progress: picture.state === 'sending' ? 0 : picture.progress,
    state: picture.state === 'sending' ? ('waiting' as const) : picture.state,
  }))
  return { ...post, pictures }
}
