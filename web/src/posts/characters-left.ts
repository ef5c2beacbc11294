import { MAX_TEXT } from '@snug/contracts'

/** From here on a writer is told how much is left, in characters. */
const NEAR = 200

/** How many characters (code points, as the house counts them) may still be written; undefined as long as it does not matter. */
export function charactersLeft(text: string): number | undefined {
  if (text.length < MAX_TEXT - NEAR) return undefined // there are never more code points than this
  const left = MAX_TEXT - [...text.trim()].length
  return left <= NEAR ? left : undefined
}
