import { t } from '../words/words.ts'
import type { PictureState, Post } from './picture.ts'

export interface PostProgress {
  all: number
  /** Those whose bytes the house has. */
  sent: number
  failed: number
}

/** How far a post is. What was taken out of it does not count. */
export function progressOf({ pictures }: Post): PostProgress {
  const count = (...states: PictureState[]) => pictures.filter(({ state }) => states.includes(state)).length
  return { all: pictures.length - count('leaving'), sent: count('sent', 'ready'), failed: count('failed') }
}

/** "12 of 30 sent, 1 failed", for those who look; nothing about a post with nothing left in it. */
export function wordsAbout(post: Post): string {
  const { all, sent, failed } = progressOf(post)
  if (all === 0) return ''
  if (post.elsewhere) return t('posts:elsewhere')
  if (post.state === 'refused') return pictures(all)
  if (post.state === 'preparing') return t('posts:sending', { pictures: pictures(all) })
  if (failed > 0) return t('posts:sentFailed', { sent, all, failed })
  return t(sent === all ? 'posts:developing' : 'posts:sent', { sent, all })
}

/** What is told to those who listen, each thing once: the start, half of it, failures, the end. */
export function sentenceAbout(post: Post): string {
  const { all, sent, failed } = progressOf(post)
  if (all === 0 || post.elsewhere) return ''
  const about = { pictures: pictures(all) }
  if (post.state === 'refused') return t('posts:heard.refused', { ...about, reason: post.reason })
  if (failed > 0) return t('posts:heard.failed', { ...about, failed })
  if (sent === all) return t('posts:heard.sent', about)
  return t(sent > 0 && sent * 2 >= all ? 'posts:heard.half' : 'posts:heard.sending', about)
}

export const pictures = (count: number): string => t('posts:pictures', { count })
