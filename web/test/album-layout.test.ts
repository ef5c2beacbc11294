import assert from 'node:assert/strict'
import { test } from 'node:test'
import { albumHeight, albumLayout } from '../src/photos/album-layout.ts'

const landscape = { width: 4000, height: 3000 }
const portrait = { width: 3000, height: 4000 }
const panorama = { width: 12_000, height: 2000 }
const screenshot = { width: 1080, height: 9000 }
const icon = { width: 32, height: 32 }

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 0.01, `${actual} is not ${expected}`)

/** px of a tile of an album that has its whole width. */
function tileOf(shapes: { width: number; height: number }[], at: number) {
  const { width, ratio, tiles } = albumLayout(shapes)
  const tile = tiles[at]
  assert.ok(tile)
  const height = width / ratio
  return { x: tile.x * width, y: tile.y * height, width: tile.width * width, height: tile.height * height }
}

test('a picture alone keeps its shape within 640 by 480', () => {
  assert.deepEqual(tileOf([landscape], 0), { x: 0, y: 0, width: 640, height: 480 })
  const { width, height } = tileOf([portrait], 0)
  assert.deepEqual([width, Math.round(height)], [360, 480])
})

test('what is much longer than wide, or wider than long, is cropped', () => {
  close(tileOf([panorama], 0).height, 640 / 3)
  assert.deepEqual(tileOf([screenshot], 0), { x: 0, y: 0, width: 240, height: 480 })
})

test('a picture is never larger than it is, and never too small for a thumb', () => {
  assert.equal(tileOf([{ width: 300, height: 200 }], 0).width, 300)
  assert.equal(tileOf([icon], 0).width, 96)
})

test('two lie side by side, as high as one another', () => {
  const [left, right] = [tileOf([landscape, portrait], 0), tileOf([landscape, portrait], 1)]
  assert.equal(left.height, right.height)
  close(right.x, left.width + 4)
  close(right.x + right.width, 640)
  close(left.width / left.height, 4 / 3)
})

test('of three the first is large and the others are one above the other', () => {
  const [large, upper, lower] = [0, 1, 2].map((at) => tileOf([landscape, landscape, landscape], at))
  assert.ok(large && upper && lower)
  assert.ok(large.width > upper.width * 1.5)
  assert.equal(upper.x, lower.x)
  close(lower.y + lower.height, large.height)
  close(lower.y, upper.height + 4)
})

test('four lie in two rows, five and more in two tiles and three', () => {
  const rows = (count: number) => {
    const { tiles } = albumLayout(Array(count).fill(portrait))
    return tiles.filter(({ y }) => y === 0).length
  }
  assert.deepEqual([rows(4), albumLayout(Array(4).fill(landscape)).tiles.length], [2, 4])
  assert.deepEqual([rows(5), albumLayout(Array(100).fill(landscape)).tiles.length], [2, 5])
})

test('tiles neither overlap nor leave the album, whatever their shapes', () => {
  const shapes = [landscape, portrait, panorama, screenshot, icon]
  for (const count of [2, 3, 4, 5])
    for (let turn = 0; turn < shapes.length; turn++) {
      const some = Array.from({ length: count }, (_, at) => shapes[(at * 2 + turn) % shapes.length] ?? icon)
      const { tiles } = albumLayout(some)
      for (const [at, a] of tiles.entries()) {
        assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width < 1.0001 && a.y + a.height < 1.0001)
        for (const b of tiles.slice(at + 1)) {
          const apart = a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y
          assert.ok(apart, `${count} tiles from ${turn} on overlap`)
        }
      }
      assert.ok(albumHeight(some, 640) <= 640)
    }
})

test('how high an album will be is known for every width', () => {
  assert.equal(albumHeight([], 640), 0)
  assert.equal(albumHeight([landscape], 1200), 480)
  assert.equal(albumHeight([landscape], 320), 240)
})
