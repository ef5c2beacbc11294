/** What the layout needs to know of a picture: its pixels, upright. */
export interface Shape {
  width: number
  height: number
}

/** Where a tile lies, in parts of its album: 0.5 is half of its width, or of its height. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface AlbumLayout {
  /** How wide it gets where there is room, in px. */
  width: number
  /** Its width by its height, which it keeps where there is less room. */
  ratio: number
  tiles: Box[]
}

/** Tiles in the time line; the last one says how many more there are. */
export const MOST_TILES = 5
/** px that an album is wide at most, and a picture alone high. */
const WIDTH = 640
const HEIGHT = 480
/** px between tiles, where the album has its whole width. */
const GAP = 4
/** A picture alone keeps its shape between these; what is longer is cropped. */
const TALLEST = 0.5
const WIDEST = 3
/** Tiles beside others are cropped a little sooner, so that none becomes a stripe. */
const TALLEST_OF_MANY = 0.7
const WIDEST_OF_MANY = 1.9
/** The large one of three leaves room for the two beside it. */
const WIDEST_OF_THREE = 1.5
/** The shortest edge of a picture alone, in px: the smallest icon can still be met with a thumb. */
const SMALLEST = 96
/** How high the first row and those below may be, in px, by the number of tiles: upright pictures are cropped, or a post fills the screen. */
const ROW_HEIGHTS: Record<number, [first: number, others: number]> = { 2: [480, 480], 4: [300, 300], 5: [300, 220] }

const ratioOf = ({ width, height }: Shape) => width / height
const clamp = (least: number, value: number, most: number) => Math.min(Math.max(value, least), most)
const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0)

/** How the pictures of a message lie: one in its own shape, two side by side, a large one and two, and then two rows. */
export function albumLayout(shapes: readonly Shape[]): AlbumLayout {
  const [first] = shapes
  if (!first) return { width: WIDTH, ratio: 1, tiles: [] }
  if (shapes.length === 1) return alone(first)
  const ratios = shapes.slice(0, MOST_TILES).map((shape) => clamp(TALLEST_OF_MANY, ratioOf(shape), WIDEST_OF_MANY))
  return ratios.length === 3 ? largeAndTwo(ratios) : inRows(ratios)
}

/** The height in px that the album of these pictures has in `width` px. */
export function albumHeight(shapes: readonly Shape[], width: number): number {
  if (shapes.length === 0) return 0
  const album = albumLayout(shapes)
  return Math.min(width, album.width) / album.ratio
}

function alone(shape: Shape): AlbumLayout {
  const ratio = clamp(TALLEST, ratioOf(shape), WIDEST)
  const own = Math.max(shape.width, SMALLEST * Math.max(1, ratio))
  return { width: Math.min(WIDTH, HEIGHT * ratio, own), ratio, tiles: [{ x: 0, y: 0, width: 1, height: 1 }] }
}

/** The first on the left, the others beside it, one above the other. */
function largeAndTwo([first = 1, upper = 1, lower = 1]: readonly number[]): AlbumLayout {
  const large = Math.min(first, WIDEST_OF_THREE)
  const beside = 1 / (1 / upper + 1 / lower)
  const across = WIDTH - GAP
  const height = Math.min(HEIGHT, across / (large + beside))
  const left = (across * large) / (large + beside)
  const upperHeight = ((height - GAP) * lower) / (upper + lower)
  const right = { x: left + GAP, width: across - left }
  return inParts(height, [
    { x: 0, y: 0, width: left, height },
    { ...right, y: 0, height: upperHeight },
    { ...right, y: upperHeight + GAP, height: height - upperHeight - GAP },
  ])
}

/** Two tiles in the first row, the others in the second. */
function inRows(ratios: readonly number[]): AlbumLayout {
  const [mostOfFirst, mostOfOthers] = ROW_HEIGHTS[ratios.length] ?? [HEIGHT, HEIGHT]
  const above = rowAt(0, ratios.slice(0, 2), mostOfFirst)
  if (ratios.length === 2) return inParts(above.height, above.tiles)
  const below = rowAt(above.height + GAP, ratios.slice(2), mostOfOthers)
  return inParts(above.height + GAP + below.height, [...above.tiles, ...below.tiles])
}

/** Tiles that fill the width, as high as one another. */
function rowAt(y: number, ratios: readonly number[], most: number): { height: number; tiles: Box[] } {
  const across = WIDTH - GAP * (ratios.length - 1)
  const all = sum(ratios)
  const height = Math.min(most, across / all)
  const tiles = ratios.map((ratio, at) => ({
    x: (across * sum(ratios.slice(0, at))) / all + GAP * at,
    y,
    width: (across * ratio) / all,
    height,
  }))
  return { height, tiles }
}

function inParts(height: number, tiles: readonly Box[]): AlbumLayout {
  return {
    width: WIDTH,
    ratio: WIDTH / height,
    tiles: tiles.map((tile) => ({
      x: tile.x / WIDTH,
      y: tile.y / height,
      width: tile.width / WIDTH,
      height: tile.height / height,
    })),
  }
}
