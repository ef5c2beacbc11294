import type { Shown } from '../photos/picture-pages.ts'

/** A month of the wall: what is known of it before its pictures are. */
export interface MonthOfWall {
  /** "2026-05" */
  month: string
  count: number
  /** The newest message first. Undefined until they are loaded. */
  shown?: readonly Shown[] | undefined
}

export interface WallTile {
  shown: Shown
  x: number
  width: number
}

export interface WallRow {
  /** px from the top of its month. */
  y: number
  height: number
  tiles: WallTile[]
}

export interface WallMonth {
  month: string
  count: number
  /** px from the top of the wall. */
  top: number
  height: number
  /** Undefined while its pictures are not loaded: then its height is a guess. */
  rows: WallRow[] | undefined
}

export interface WallLayout {
  height: number
  months: WallMonth[]
}

/** px of the head of a month, between tiles, and below a month. */
export const HEAD = 56
const GAP = 4
const BELOW = 16
/** px that a row is high, more or less, on a phone and on a desk. */
const ROW_PHONE = 120
const ROW_DESK = 200
/** Below this width, in px, it is a phone. */
const PHONE = 640
/** Tiles keep their shape between these: the rest is cropped. */
const TALLEST = 0.5
const WIDEST = 2.6
/** Width by height of a picture that nobody has seen yet. */
const USUAL = 4 / 3

export const rowHeight = (width: number): number => (width < PHONE ? ROW_PHONE : ROW_DESK)

const ratioOf = ({ photo: { width, height } }: Shown) => Math.min(Math.max(width / height, TALLEST), WIDEST)

/** Where everything lies on a wall `width` px wide. */
export function wallLayout(months: readonly MonthOfWall[], width: number): WallLayout {
  const drawn: WallMonth[] = []
  let top = 0
  for (const { month, count, shown } of months) {
    if (shown?.length === 0) continue // what it had is deleted, or still to come
    const rows = shown && rowsOf(shown, width)
    // Whole px, for one scrolls by them.
    const height = Math.ceil(HEAD + BELOW + (rows ? bottomOf(rows) : guess(count, width)))
    drawn.push({ month, count: shown?.length ?? count, top, height, rows })
    top += height
  }
  return { height: top, months: drawn }
}

const bottomOf = (rows: readonly WallRow[]) => {
  const last = rows.at(-1)
  return last ? last.y + last.height - HEAD : 0
}

function guess(count: number, width: number): number {
  const target = rowHeight(width)
  const perRow = Math.max(1, Math.round((width + GAP) / (target * USUAL + GAP)))
  return Math.ceil(count / perRow) * (target + GAP)
}

/** Rows as wide as the wall, each picture in its own shape. The last row is not stretched. */
function rowsOf(shown: readonly Shown[], width: number): WallRow[] {
  const target = rowHeight(width)
  const rows: WallRow[] = []
  let row: Shown[] = []
  let y = HEAD
  const hang = (height: number) => {
    rows.push(rowAt(y, row, height))
    y += height + GAP
    row = []
  }
  for (const each of shown) {
    row.push(each)
    const height = heightFor(row, width)
    if (height <= target) hang(height)
  }
  if (row.length > 0) hang(Math.min(target, heightFor(row, width)))
  return rows
}

/** How high pictures beside one another are when they fill the width. */
const heightFor = (row: readonly Shown[], width: number) =>
  (width - GAP * (row.length - 1)) / row.reduce((sum, each) => sum + ratioOf(each), 0)

function rowAt(y: number, row: readonly Shown[], height: number): WallRow {
  let x = 0
  const tiles = row.map((shown) => {
    const tile = { shown, x, width: ratioOf(shown) * height }
    x += tile.width + GAP
    return tile
  })
  return { y, height, tiles }
}

/** px above and below the window that are drawn too. */
const AROUND = 600

/** What is near the window that begins at `from` and is `height` px high. */
export function near(layout: WallLayout, from: number, height: number): WallMonth[] {
  const [top, bottom] = [from - AROUND, from + height + AROUND]
  return layout.months
    .filter((month) => month.top < bottom && month.top + month.height > top)
    .map((month) => ({
      ...month,
      rows: month.rows?.filter(({ y, height }) => month.top + y < bottom && month.top + y + height > top),
    }))
}

/** The month whose pictures are at `y` px. */
export const monthAt = ({ months }: WallLayout, y: number): string | undefined =>
  (months.findLast(({ top }) => top <= y) ?? months[0])?.month

/** Something that one looks at, by which the wall keeps its place when what lies above changes its height. */
export interface Anchor {
  month: string
  photoId?: string | undefined
}

/** What lies at the upper edge of the window: a picture; in a month that is still to come the one below it, else its head. */
export function anchorAt({ months }: WallLayout, y: number): Anchor | undefined {
  const at = months.findLastIndex(({ top }) => top <= y)
  const month = months[Math.max(at, 0)]
  if (!month) return undefined
  if (!month.rows) return { month: (y > month.top + HEAD && months[at + 1]?.month) || month.month }
  const row = month.rows.find((row) => month.top + row.y + row.height > y)
  return { month: month.month, photoId: row?.tiles[0]?.shown.photo.id }
}

/** Where that lies, in px from the top; undefined when it is gone. */
export function placeOf({ months }: WallLayout, { month: name, photoId }: Anchor): number | undefined {
  const month = months.find(({ month }) => month === name)
  if (!month || !photoId) return month?.top
  const row = month.rows?.find(({ tiles }) => tiles.some(({ shown }) => shown.photo.id === photoId))
  return row && month.top + row.y
}
