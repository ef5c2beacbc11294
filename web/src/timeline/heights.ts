import type { Photo } from '@snug/contracts'
import { albumHeight, type Shape } from '../photos/album-layout.ts'
import type { Place } from './places.ts'
import { indexOf, type Row } from './rows.ts'

/** What stands above the first row, in px, and below the last one while there is more to come, or nothing. */
export const START_HEIGHT = 136
export const MORE_HEIGHT = 136
export const END_HEIGHT = 12
/** The label of the day lies over the top of the list. What is gone to stands below it. */
export const DAY_HEIGHT = 44

/** The longest line of text in characters, and px around it. */
const LINE = 72
const CHARACTER = 8
const AROUND = 110
const LINE_HEIGHT = 24
/** Below this width, in px, it is a phone: pictures take all but this much of it. */
const PHONE = 640
const AROUND_PICTURES = 32
/** A picture that nobody has measured yet. */
const UNKNOWN = { width: 640, height: 480 }
/** What a message answers, above its words, and a line of what others felt, below them. */
const QUOTE_HEIGHT = 50
const REACTIONS_HEIGHT = 40

/** A guess at the height of a row in px, in a list `width` px wide, until it has been drawn and measured. */
export function heightOf(row: Row | undefined, width: number): number {
  if (!row) return 0
  const [text, pictures] = contentOf(row)
  const room = Math.max(1, width - AROUND)
  const perLine = Math.max(1, Math.min(LINE, room / CHARACTER))
  const lines =
    text === '' ? 0 : text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0)
  const album = albumHeight(pictures, width < PHONE ? width - AROUND_PICTURES : room)
  const said = lines * LINE_HEIGHT + album + (lines > 0 && pictures.length > 0 ? 8 : 0)
  const above = (row.day ? 48 : 0) + (row.unread ? 32 : 0) + (row.head ? 35 : 0) + (isAnswer(row) ? QUOTE_HEIGHT : 0)
  return 4 + above + said + (row.kind === 'message' && row.message.reactions.length > 0 ? REACTIONS_HEIGHT : 0)
}

function isAnswer(row: Row): boolean {
  const { replyTo } = row.kind === 'message' ? row.message : row.kind === 'pending' ? row.pending : row.post
  return typeof replyTo === 'number' && !isDeleted(row)
}

const isDeleted = (row: Row) => row.kind === 'message' && row.message.deletedAt !== null
/** A line takes its place, in whichever language. */
const DELETED = '…'

function contentOf(row: Row): [text: string, pictures: readonly Shape[]] {
  if (isDeleted(row)) return [DELETED, []]
  if (row.kind === 'post') return [row.post.text, row.post.pictures.map(({ size }) => size ?? UNKNOWN)]
  const { text, photos }: { text: string; photos: readonly Photo[] } =
    row.kind === 'message' ? row.message : row.pending
  return [text, photos]
}

/** The row that is drawn first when one goes to a place: news have one message above them. */
export const topRowOf = (rows: readonly Row[], place: Place): number =>
  Math.max(0, indexOf(rows, place) - (place.kind === 'unread' ? 1 : 0))

/** Where a list `height` px high is scrolled to, so that a place is on the screen, as far as the sizes are known. */
export function offsetOf(rows: readonly Row[], place: Place, height: number, sizeOf: (at: number) => number): number {
  const top = topRowOf(rows, place)
  let start = START_HEIGHT
  for (let at = 0; at < top; at++) start += sizeOf(at)
  if (place.kind === 'left') return start + place.into
  if (place.kind === 'end') return Math.max(0, start + sizeOf(top) + END_HEIGHT - height)
  if (place.kind === 'message') return Math.max(0, start - Math.max(DAY_HEIGHT, (height - sizeOf(top)) / 2))
  return Math.max(0, start - DAY_HEIGHT)
}
