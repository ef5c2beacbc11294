import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compare } from '../compare.ts'
import { type LookPlan, SCENARIOS } from '../scenarios.ts'

test('the fewest thumbnails are looked at, and are as large on either side', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'snug-bench-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const plan = { ...SCENARIOS.thumbnails, members: 2, pictures: 3, seconds: 1 } as LookPlan

  const { limit, snug } = await compare(plan, { runs: 1, folder, cores: undefined, signal: t.signal })

  const sizes = [...limit, ...snug].map(({ figures }) => {
    for (const [name, value] of Object.entries(figures)) assert.ok(value > 0, `${name} is ${value}`)
    return ((figures['MB/s'] ?? 0) / (figures['requests/s'] ?? 0)) * 1e6
  })
  for (const bytes of sizes) assert.ok(bytes > 5_000 && bytes < 10_000, `${bytes} bytes`)
})
