import assert from 'node:assert/strict'
import { test } from 'node:test'
import { message } from '@snug/client/testing'
import type { Photo, PhotoId } from '@snug/contracts'
import type { Shown } from '../src/photos/picture-pages.ts'
import { anchorAt, HEAD, monthAt, near, placeOf, type WallLayout, wallLayout } from '../src/wall/wall-layout.ts'

const SHAPES = [
  [4000, 3000],
  [3000, 4000],
  [1920, 1080],
  [9000, 1000],
  [500, 9000],
] as const

function shown(count: number, from = 0): Shown[] {
  return Array.from({ length: count }, (_, at) => {
    const [width = 1, height = 1] = SHAPES[at % SHAPES.length] ?? []
    const id = `photo ${from + at}` as PhotoId
    const photo: Photo = { id, state: 'ready', width, height, thumbhash: '', animated: false, alt: '', caption: '' }
    return { photo, message: message(1, { photos: [photo] }) }
  })
}

const months = (loaded: Record<string, Shown[]> = {}) => [
  { month: '2026-05', count: 40, shown: loaded['2026-05'] },
  { month: '2026-04', count: 200, shown: loaded['2026-04'] },
  { month: '2026-02', count: 12, shown: loaded['2026-02'] },
]

const monthOf = (layout: WallLayout, name: string) => {
  const month = layout.months.find(({ month }) => month === name)
  assert.ok(month)
  return month
}

test('pictures fill the width in rows, in their order, and the last row is not stretched', () => {
  const [month] = wallLayout([{ month: '2026-05', count: 42, shown: shown(42) }], 1000).months
  assert.ok(month?.rows)
  const last = month.rows.at(-1)
  for (const row of month.rows) {
    const end = row.tiles.at(-1)
    assert.ok(end && row.height <= 200.01)
    if (row !== last) assert.ok(Math.abs(end.x + end.width - 1000) < 0.01)
    else assert.ok(end.x + end.width <= 1000.01)
  }
  const ids = month.rows.flatMap(({ tiles }) => tiles.map(({ shown }) => shown.photo.id))
  assert.deepEqual(
    ids,
    shown(42).map(({ photo }) => photo.id),
  )
})

test('months lie below one another without a gap, loaded or not', () => {
  const layout = wallLayout(months({ '2026-05': shown(40) }), 800)
  let top = 0
  for (const month of layout.months) {
    assert.equal(month.top, top)
    assert.ok(month.height > HEAD)
    top += month.height
  }
  assert.equal(layout.height, top)
})

test('a month that turns out to have no picture left is not there', () => {
  const layout = wallLayout(months({ '2026-04': [] }), 800)
  assert.deepEqual(
    layout.months.map(({ month }) => month),
    ['2026-05', '2026-02'],
  )
})

test('only what is near the window is drawn', () => {
  const layout = wallLayout(months({ '2026-05': shown(400), '2026-04': shown(400, 400) }), 800)
  const drawn = near(layout, 2000, 700)
  const rows = drawn.flatMap(({ rows }) => rows ?? [])
  assert.deepEqual(
    drawn.map(({ month }) => month),
    ['2026-05'],
  )
  assert.ok(rows.length > 3 && rows.length < 20)
})

test('one is told in which month one looks', () => {
  const layout = wallLayout(months(), 800)
  assert.equal(monthAt(layout, 0), '2026-05')
  assert.equal(monthAt(layout, monthOf(layout, '2026-04').top), '2026-04')
  assert.equal(monthAt(layout, layout.height + 1000), '2026-02')
  assert.equal(monthAt({ height: 0, months: [] }, 0), undefined)
})

test('what one looks at is found again when the months above it have come', () => {
  const before = wallLayout(months({ '2026-04': shown(200) }), 800)
  const after = wallLayout(months({ '2026-05': shown(37, 1000), '2026-04': shown(200) }), 800)
  const y = monthOf(before, '2026-04').top + 900
  const anchor = anchorAt(before, y)
  assert.ok(anchor?.photoId)
  const moved = (placeOf(after, anchor) ?? 0) - (placeOf(before, anchor) ?? 0)
  const expected = monthOf(after, '2026-04').top - monthOf(before, '2026-04').top
  assert.ok(Math.abs(moved - expected) < 0.01)
})

test('in a month that is still to come the place is held by the month below it', () => {
  const layout = wallLayout(months(), 800)
  assert.deepEqual(anchorAt(layout, monthOf(layout, '2026-04').top + 300), { month: '2026-02' })
  assert.deepEqual(anchorAt(layout, monthOf(layout, '2026-04').top), { month: '2026-04' })
  assert.equal(placeOf(layout, { month: '2020-01' }), undefined)
})
