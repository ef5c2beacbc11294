import { turnedJpeg } from './jpeg.ts'
import { turnedPng } from './png.ts'

/** Those of which browsers and the house heed how they say to be turned. */
const TURNERS: Record<string, typeof turnedJpeg> = { 'image/jpeg': turnedJpeg, 'image/png': turnedPng }

export const canTurn = ({ type }: Pick<File, 'type'>): boolean => Object.hasOwn(TURNERS, type)

/**
 * The file turned by a quarter to the right, as phones turn theirs: its pixels stay as they were taken, and a note in it says
 * how to show them, which the house heeds when it develops them. Nothing is coded anew here, so nothing is lost.
 * @returns undefined for what is no such picture, or damaged
 */
export async function turned(file: File): Promise<File | undefined> {
  const { name, type } = file
  try {
    const parts = TURNERS[type]?.(new Uint8Array(await file.arrayBuffer()))
    return parts && new File(parts, name, { type }) // changed just now, by which other windows tell it from what they have
  } catch (error) {
    if (error instanceof RangeError || error instanceof DOMException) return undefined // moved away since it was chosen
    throw error
  }
}
