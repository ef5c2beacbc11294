import { MAX_EDGE, type NewUpload } from '@snug/contracts'
import type { Picture, PictureUnderWay, Size } from './picture.ts'
import { inTurns } from './turns.ts'

/** Files that are measured, or hashed, at the same time: each is whole in memory meanwhile. */
const READ_AT_ONCE = 4

/** How large pictures are, by their ids, as far as this browser can tell. */
export async function sizesOf(
  pictures: readonly Picture[],
  measure: (picture: Picture) => Promise<Size | undefined>,
): Promise<Map<Picture['id'], Size>> {
  const sizes = await inTurns(pictures, READ_AT_ONCE, async (picture) => {
    const size = await measure(picture).catch(noAnswer)
    return size && isEdge(size.width) && isEdge(size.height) ? [[picture.id, size] as const] : []
  })
  return new Map(sizes.flat())
}

/** What the house is told of pictures when it is asked for their places. */
export function uploadsOf(
  pictures: readonly PictureUnderWay[],
  sizes: ReadonlyMap<Picture['id'], Size>,
  hash: (file: File) => Promise<string | undefined>,
): Promise<NewUpload[]> {
  return inTurns(pictures, READ_AT_ONCE, async ({ id, photoId, file, alt, caption }) => {
    const sha256 = await hash(file).catch(noAnswer)
    return { id: photoId, bytes: file.size, alt, caption, ...sizes.get(id), ...(sha256 && { sha256 }) }
  })
}

/** A file that cannot be read holds up no other: it fails by itself when it is sent. */
const noAnswer = () => undefined

const isEdge = (px: number) => px >= 1 && px <= MAX_EDGE
