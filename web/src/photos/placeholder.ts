import { useEffect, useState } from 'react'
import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash'

const drawn = new Map<string, string>()
/** Kept drawings; each is a few kB. */
const MOST_KEPT = 500

/** How bright colours are, of 1, that are lost on paper. */
const LIGHT = 0.6

const bytesOf = (thumbhash: string) => Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0))

/** What a picture is like in one colour, for the moment before its blur is drawn; undefined for a hash that cannot be read. */
export function colourOf(thumbhash: string): string | undefined {
  if (!thumbhash) return undefined // which would be read as blue
  try {
    const { r, g, b, a } = thumbHashToAverageRGBA(bytesOf(thumbhash))
    const [red, green, blue] = [r, g, b].map((part) => Math.round(part * 255))
    return Number.isNaN(a) ? undefined : `rgb(${red} ${green} ${blue} / ${Math.round(a * 100)}%)`
  } catch {
    return undefined
  }
}

/**
 * What a see-through picture is seen on, in either theme: paper, or the dark when it is drawn in light colours. Undefined for
 * one that covers what is behind it, nearly all or all of it.
 */
export function groundOf(thumbhash: string): 'on-paper' | 'in-the-dark' | undefined {
  try {
    const { r, g, b, a } = thumbHashToAverageRGBA(bytesOf(thumbhash))
    if (!(a < 1)) return undefined
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > LIGHT ? 'in-the-dark' : 'on-paper'
  } catch {
    return undefined
  }
}

/** A data: address of the blur that stands for a picture until it comes; undefined for a hash that cannot be read. */
function placeholder(thumbhash: string): string | undefined {
  const known = drawn.get(thumbhash)
  if (known) return known
  try {
    const url = thumbHashToDataURL(bytesOf(thumbhash))
    if (drawn.size >= MOST_KEPT) drawn.clear()
    drawn.set(thumbhash, url)
    return url
  } catch {
    return undefined
  }
}

const waiting = new Set<() => void>()
/** ms of a quiet moment that are left for others. */
const SPARE_MS = 4
/** A browser without idle callbacks draws in the next turn. */
const NO_HURRY = { timeRemaining: () => SPARE_MS }

/** Drawing one takes a good part of a millisecond: while somebody scrolls there is better to do. */
function whenQuiet(work: () => void): () => void {
  if (waiting.size === 0) soon()
  waiting.add(work)
  return () => waiting.delete(work)
}

function soon(): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(drawWaiting)
  else setTimeout(drawWaiting, 0, NO_HURRY)
}

function drawWaiting(moment: Pick<IdleDeadline, 'timeRemaining'>): void {
  for (const work of waiting) {
    if (moment.timeRemaining() < SPARE_MS) break
    waiting.delete(work)
    work()
  }
  if (waiting.size > 0) soon()
}

/** The blur of a picture, as soon as there is a quiet moment to draw it. */
export function usePlaceholder(thumbhash: string): string | undefined {
  const [blur, setBlur] = useState(() => drawn.get(thumbhash))
  useEffect(() => {
    const known = drawn.get(thumbhash)
    if (known || !thumbhash) return setBlur(known)
    return whenQuiet(() => setBlur(placeholder(thumbhash)))
  }, [thumbhash])
  return blur
}
