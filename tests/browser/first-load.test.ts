import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '@snug/tools/house'

/** Bytes of compressed script until a room can be read and written in: some seconds of a poor line. */
const MOST_SCRIPT = 200_000
/** Where the build lies; `npm test` makes it before the stories. */
const DIST = join(ROOT, 'web/dist')
/** The frame of a signed-in person, and a room in it, which the router fetches by itself. */
const SCREENS = ['assets/signed-in-*.js', 'assets/room-screen-*.js']

/** As browsers get it: Brotli, where that is worth it. */
const bytesOf = (file: string) => statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size

test('a first visit to a room takes little script', () => {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8')
  const wanted = [
    ...Array.from(page.matchAll(/assets\/[\w-]+\.js/g), ([name]) => name),
    ...SCREENS.flatMap((pattern) => globSync(pattern, { cwd: DIST })),
  ]
  const needed = new Set(wanted)
  for (const name of needed)
    for (const [, other] of readFileSync(join(DIST, name), 'utf8').matchAll(
      /(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g,
    ))
      needed.add(`assets/${other}`)
  const sizes = [...needed].map((name) => [name, bytesOf(join(DIST, name))] as const)
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0)
  assert.ok(wanted.length >= 3 && bytes > 50_000, 'nothing was counted')
  assert.ok(bytes < MOST_SCRIPT, `${bytes} bytes: ${JSON.stringify(sizes)}`)
})

test('what is for developers is no part of a build', () => {
  const files = globSync('assets/*.{js,css}', { cwd: DIST })
  assert.deepEqual(
    files.filter((file) => readFileSync(join(DIST, file), 'utf8').includes('styleguide')),
    [],
  )
})
