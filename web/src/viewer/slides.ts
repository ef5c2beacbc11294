import type { PhotoId } from '@snug/contracts'
import type { Shown } from '../photos/picture-pages.ts'

/** Slides from an end at which the next page is asked for, so that one never waits at it. */
const NEAR_END = 6

/** Which slide is looked at: the chosen one, or, when that went meanwhile, what took its place. -1 if there is none. */
export function slideAt(slides: readonly Shown[], current: PhotoId, lastAt: number): number {
  const at = slides.findIndex(({ photo }) => photo.id === current)
  return at >= 0 || lastAt < 0 ? at : Math.min(lastAt, slides.length - 1)
}

/** Which side has to be loaded, seen from the slide one looks at; the nearer end first. */
export function sideToLoad(
  count: number,
  at: number,
  more: { before: boolean; after: boolean },
): 'before' | 'after' | undefined {
  const [toStart, toEnd] = [at, count - 1 - at]
  const wants = [
    { side: 'before' as const, distance: toStart, open: more.before },
    { side: 'after' as const, distance: toEnd, open: more.after },
  ]
  return wants.filter(({ distance, open }) => open && distance < NEAR_END).sort((a, b) => a.distance - b.distance)[0]
    ?.side
}

/** "2 / 7" within its post: how many there are in the room nobody has counted. */
export function placeInPost({ photo, message }: Shown): string {
  const there = message.photos.filter(({ state }) => state === 'ready')
  return `${there.findIndex(({ id }) => id === photo.id) + 1} / ${there.length}`
}
