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
  if (post.state === 'refused') return pictures(all)
  if (post.state === 'preparing') return `Sending ${pictures(all)}…`
  if (failed > 0) return `${sent} of ${all} sent, ${failed} failed`
  return sent === all ? `${sent} of ${all} sent, getting ready…` : `${sent} of ${all} sent`
}

/** What is told to those who listen, each thing once: the start, half of it, failures, the end. */
export function sentenceAbout(post: Post): string {
  const { all, sent, failed } = progressOf(post)
  if (all === 0) return ''
  if (post.state === 'refused') return `${pictures(all)} not sent. ${post.reason}`
  if (failed > 0) return `${failed} of ${pictures(all)} failed.`
  if (sent === all) return `${pictures(all)} sent.`
  return sent > 0 && sent * 2 >= all ? `Half of ${pictures(all)} sent.` : `Sending ${pictures(all)}.`
}

export const pictures = (count: number): string => (count === 1 ? '1 picture' : `${count} pictures`)
